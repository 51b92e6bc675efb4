// node e2e/crash/main.ts [--files 300] [--dedupe true|false] [--seed N] [--perSecond 6] [--killEveryMs 600] [--faulty 0.25] [--cases 400] [--withinS N] [--restore] [--keep]
// Without --dedupe: once with a receiver that drops repeats, and once with one that does not.
// The long one: --files 10000 --dedupe true --perSecond 16 --killEveryMs 2000 --faulty 0.15 --cases 20, and 3000 with --dedupe false.
import { parseArgs } from 'node:util'
import { crash } from './run.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '300' },
    dedupe: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    perSecond: { type: 'string', default: '6' },
    killEveryMs: { type: 'string', default: '600' },
    faulty: { type: 'string', default: '0.25' },
    cases: { type: 'string', default: '400' },
    withinS: { type: 'string', default: 'Infinity' },
    restore: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const { keep, restore, dedupe: only, ...numbers } = values
const [files, seed, perSecond] = [Number(numbers.files), Number(numbers.seed), Number(numbers.perSecond)]
const [killEveryMs, faulty, cases] = [Number(numbers.killEveryMs), Number(numbers.faulty), Number(numbers.cases)]

const withinMs = Number(numbers.withinS) * 1000

let failed = false
for (const dedupe of only === undefined ? [true, false] : [only === 'true']) {
  const { table, faults } = await crash({ files, dedupe, seed, perSecond, killEveryMs, faulty, cases, withinMs, restore, keep })
  const width = Math.max(...Object.keys(table).map((name) => name.length))
  for (const [name, value] of Object.entries(table)) console.log(`${name.padEnd(width)}  ${value}`)
  console.log(
    faults.length === 0 ? 'nothing lost, nothing twice, every byte equal, what is unknown held\n' : `${faults.join('\n')}\n`,
  )
  failed ||= faults.length > 0
}
process.exit(failed ? 1 : 0)

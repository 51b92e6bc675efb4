// node e2e/crash/main.ts [--files 300] [--dedupe true|false] [--seed N] [--keep]
// Without --dedupe: once with a receiver that drops repeats, and once with one that does not.
import { parseArgs } from 'node:util'
import { crash } from './run.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '300' },
    dedupe: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    keep: { type: 'boolean', default: false },
  },
})

let failed = false
for (const dedupe of values.dedupe === undefined ? [true, false] : [values.dedupe === 'true']) {
  const { table, faults } = await crash({ files: Number(values.files), dedupe, seed: Number(values.seed), keep: values.keep })
  const width = Math.max(...Object.keys(table).map((name) => name.length))
  for (const [name, value] of Object.entries(table)) console.log(`${name.padEnd(width)}  ${value}`)
  console.log(
    faults.length === 0 ? 'nothing lost, nothing twice, every byte equal, what is unknown held\n' : `${faults.join('\n')}\n`,
  )
  failed ||= faults.length > 0
}
process.exit(failed ? 1 : 0)

// Compares the quick path with the general readers: node e2e/fuzz/main.ts [--files 100000] [--seed 1] [--format xml|fixed]
//
// Makes and damages files from consecutive seeds (made-*, mutate), checks each both ways (same-report), and prints differences.
// XML that is read to its end must be well-formed for libxml2 too (well-formed). same-report.test.ts does a few thousand.
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { readBothWays } from './same-report.ts'
import { isReadToEnd, openLibxml2 } from './well-formed.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    format: { type: 'string', default: 'xml' },
  },
})
const format = values.format === 'fixed' ? 'fixed' : 'xml'
const files = Number(values.files)
const first = Number(values.seed)
let different = 0
let accepted = 0
let readable = 0
let notXml = 0
const isXml = await openLibxml2()
for (let seed = first; seed < first + files; seed++) {
  const { bytes, quick, general } = readBothWays(seed, format)
  if (general.report.stop === 0) accepted++
  if (format === 'xml' && isReadToEnd(quick.report.counts)) {
    readable++
    if (!isXml(bytes)) console.log(`seed ${seed} is not XML to libxml2`, ++notXml)
  }
  if (isDeepStrictEqual(quick, general)) continue
  different++
  if (different <= 3)
    console.log(`seed ${seed}`, Buffer.from(bytes).toString('latin1'), JSON.stringify({ quick, general }, null, 1))
}
console.log({ format, files, different, accepted, readable, notXml })
process.exitCode = different + notXml === 0 ? 0 : 1

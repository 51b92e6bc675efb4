// Compares the quick path with the general readers: node e2e/fuzz/main.ts [--files 100000] [--seed 1] [--format xml|fixed|csv|xlsx]
//
// Makes files from consecutive seeds (mutant.ts): damaged ones, and sound ones in ordinary and odd writing. Each is checked both
// ways (of a table the XML that is made of it); differences are printed, and the shares that were refused, accepted, and read off
// the quick path: at least 30, 30 and 20 % in XML and fixed positions, or it fails. XML that is read to its end must be
// well-formed for libxml2 too (well-formed). same-report.test.ts does a few thousand.
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { MUTANT_FORMATS, mutantOf } from './mutant.ts'
import { isReadToEnd, openLibxml2 } from './well-formed.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    format: { type: 'string', default: 'xml' },
  },
})
const format = MUTANT_FORMATS.find((each) => each === values.format) ?? 'xml'
const files = Number(values.files)
const first = Number(values.seed)
const count = { different: 0, accepted: 0, refused: 0, offQuick: 0, made: 0, readable: 0, notXml: 0 }
const isXml = await openLibxml2()
for (let seed = first; seed < first + files; seed++) {
  const { bytes, quick, general, stop, isOffQuick, isMade } = mutantOf(seed, format)
  count[stop === 0 ? 'accepted' : 'refused']++
  if (isOffQuick) count.offQuick++
  if (isMade) count.made++
  if (format === 'xml' && isReadToEnd(quick.report.counts)) {
    count.readable++
    if (!isXml(bytes)) console.log(`seed ${seed} is not XML to libxml2`, ++count.notXml)
  }
  if (isDeepStrictEqual(quick, general)) continue
  count.different++
  if (count.different <= 3)
    console.log(`seed ${seed}`, Buffer.from(bytes).toString('latin1'), JSON.stringify({ quick, general }, null, 1))
}
const share = (of: number) => `${((100 * of) / files).toFixed(1)} %`
const shares = { refused: share(count.refused), accepted: share(count.accepted), offQuick: share(count.offQuick) }
console.log({ format, files, ...count, shares })
const hasBothPaths = format === 'xml' || format === 'fixed'
const isMixed = count.refused >= 0.3 * files && count.accepted >= 0.3 * files && (!hasBothPaths || count.offQuick >= 0.2 * files)
process.exitCode = count.different + count.notXml === 0 && isMixed ? 0 : 1

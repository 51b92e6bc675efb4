// Cascade factors: findings for each planted fault of syntax. node e2e/fuzz/cascade.ts [--files 200] [--seed 1] [--show KIND]
//
// A file without faults gets one fault of a kind, or five of different kinds; libxml2 must say of each that it is not XML. Printed
// by kind: files, findings ÷ faults, the largest number of findings in one file. cascade.test.ts does a few of each.
import { parseArgs } from 'node:util'
import { findingText } from '#lib/text/findings.ts'
import { cascadeOf, FIVE, KINDS } from './measure-cascade.ts'
import { openLibxml2 } from './well-formed.ts'

const { values } = parseArgs({
  options: { files: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' }, show: { type: 'string' } },
})
const isXml = await openLibxml2()
const rows: Record<string, object> = {}
for (const kind of [...KINDS, FIVE]) {
  const { files, faults, findings, most, tooMany } = cascadeOf(kind, {
    first: Number(values.seed),
    files: Number(values.files),
    isXml,
  })
  rows[kind] = { files, factor: Math.round((findings / faults) * 1000) / 1000, most }
  if (values.show !== undefined && kind.includes(values.show)) {
    for (const { text, report } of tooMany.slice(0, 3)) {
      console.log(text)
      for (const finding of report.findings)
        console.log(finding.code, finding.at, finding.params, findingText(finding, 'sv', 'sjukanmalan'))
    }
  }
}
console.table(rows)

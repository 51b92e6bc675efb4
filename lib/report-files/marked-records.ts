import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import type { Locale } from '#lib/text/locale.ts'
import { reportFileTexts } from '#lib/text/report-files.ts'
import { sentence } from './sentences.ts'

/** Characters shown of a record. */
const LONGEST = 240

/** Each faulty record, and under it `^` at each place with the sentence. */
export function markedRecords(bytes: Uint8Array, report: Report, locale: Locale): Uint8Array {
  const byLine = Map.groupBy(report.findings, ({ at }) => at.line)
  const { tjanst } = report
  const parts = [...byLine].sort(([a], [b]) => a - b).map(([line, findings]) => record(bytes, { tjanst, line, findings }, locale))
  return new TextEncoder().encode(`\ufeff${parts.join('\r\n')}`)
}

type FaultyRecord = { tjanst: string; line: number; findings: Finding[] }

function record(bytes: Uint8Array, { tjanst, line, findings }: FaultyRecord, locale: Locale): string {
  const [first] = findings as [Finding]
  const start = bytes.lastIndexOf(10, first.at.byte - 1) + 1
  const from = first.at.byte === 0 ? 0 : start
  const end = bytes.indexOf(10, from)
  const text = decodeLatin1(bytes.subarray(from, Math.min(end < 0 ? bytes.length : end, from + LONGEST))).replace(
    /[\p{Cc}]+/gu,
    (controls) => (controls === '\r' ? '' : '·'.repeat(controls.length)),
  )
  const words = reportFileTexts[locale]
  const heading = first.at.record === undefined ? words.line : words.record.replace('{record}', String(first.at.record))
  const marks = findings.flatMap((finding) => [
    `${' '.repeat(Math.min(finding.at.column, LONGEST) - 1)}^ ${sentence(finding, locale, tjanst)}`,
  ])
  return [heading.replace('{line}', String(line)), text, ...marks, ''].join('\r\n')
}

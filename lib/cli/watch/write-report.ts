import { join } from 'node:path'
import type { Report } from '#lib/checking/report.ts'
import { reportXlsx } from '#lib/report-files/report-file.ts'
import type { ReportAnswer } from '../connection/shapes.ts'
import type { HandInOutcome } from '../connection/try-hand-in.ts'
import { writeDurably } from '../durable.ts'
import { outcomeLines } from '../format-outcome.ts'
import type { Agent } from './agent.ts'
import type { JournalEntry } from './journal-state.ts'

type Stopped = Extract<HandInOutcome, { kind: 'stopped' }>

/** Writes the reasons for a refusal beside the file in `fel`: as text, JSON and, when there is a report, XLSX. */
export async function writeReport({ folders, messages }: Agent, { as }: JournalEntry, outcome: Stopped): Promise<void> {
  const at = (ending: string) => join(folders.fel, `${as}.felrapport.${ending}`)
  const lines = outcomeLines({ file: as, outcome }, messages)
  // A byte order mark and CRLF, for Windows' own editor.
  await writeDurably(at('txt'), `\ufeff${[outcome.problem.detail, '', ...lines].join('\r\n')}\r\n`)
  await writeDurably(at('json'), outcome.text)
  if (outcome.report) await writeDurably(at('xlsx'), reportXlsx(asReport(outcome.report), messages.locale))
}

/** The gateway's answer as the report that the workbook is made from. */
function asReport({ poster, stop, varning, findings }: ReportAnswer): Report {
  const counts: Record<string, number> = {}
  for (const { code, count } of findings) counts[code] = (counts[code] ?? 0) + (count ?? 1)
  const none = { tjanst: '', format: null, bytes: 0, employers: [], deadlines: { earliest: null, late: 0, soon: 0 } }
  return { ...none, poster, stop, varning, counts, findings: findings.map(asFinding) }
}

function asFinding(finding: ReportAnswer['findings'][number]): Report['findings'][number] {
  const { code, severity, at, params, referens, found, expected, count } = finding
  const { line, column, byte, record, field, cell } = at
  const place = { line, column, byte, ...(record !== undefined && { record }), ...(field !== undefined && { field }) }
  return {
    code,
    severity,
    at: { ...place, ...(cell !== undefined && { cell }) },
    params,
    ...(referens !== undefined && { referens }),
    ...(found !== undefined && { found }),
    ...(expected !== undefined && { expected }),
    ...(count !== undefined && { count }),
  }
}

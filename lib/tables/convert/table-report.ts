import type { Params } from '#lib/checking/findings.ts'
import type { Finding, Report } from '#lib/checking/report.ts'
import { foldFindings } from '#lib/checking/same-faults.ts'
import { shownValue } from '#lib/checking/values/shown-value.ts'
import type { Service } from '#lib/services/description.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { placeOf } from '../csv/text.ts'
import { cellName, type Row, type Table, type TableFault } from '../table.ts'
import type { CaseFile } from './case-file.ts'
import type { CellFault, ReadRows } from './read-rows.ts'

type CellPlace = { row: number; column: number }

/** The report of a table that cannot be read, or not to its end. */
export function refusedReport(
  service: Service,
  bytes: Uint8Array,
  fault: { format: Report['format']; fault: TableFault },
): Report {
  const { code, params, at } = fault.fault
  return assembled(service, {
    bytes,
    format: fault.format,
    findings: [{ code, severity: RULES[code], at, params }],
    checked: undefined,
    own: [code],
    avbruten: code === 'F03' || code === 'F04',
  })
}

type TableSources = { bytes: Uint8Array; table: Table; read: ReadRows; own: readonly CellFault[] }

/** Moves the findings of the check from the XML to rows, columns and cells of the table. */
export function tableReport(
  service: Service,
  { bytes, table, read, own }: TableSources,
  made?: { report: Report; file: CaseFile },
): Report {
  const found: { finding: Finding; place: CellPlace }[] = own.map(({ code, row, column, field, params }) => ({
    finding: {
      code,
      severity: RULES[code],
      at: { line: row, column, byte: 0, ...(field === undefined ? {} : { field }) },
      params,
    },
    place: { row, column },
  }))
  const followUps: string[] = []
  const rowOf = (line: number) => made?.file.originOf(line).row ?? 0
  for (const finding of made?.report.findings ?? []) {
    const { row, part, nth } = made?.file.originOf(finding.at.line) ?? { row: 0, part: '', nth: 1 }
    const column = read.columns.find(({ key }) => key === `${part}/${finding.at.field}#${nth}`)?.at ?? 0
    const place = { row: column === 0 && row === 0 ? read.headerRow : row, column: Math.max(1, column) }
    if (read.unread.has(`${place.row}:${column}`)) {
      followUps.push(finding.code)
      continue
    }
    found.push({ finding: { ...finding, params: told(finding, place, read) }, place })
  }
  const dueCases = made?.report.due?.cases ?? []
  const asked = found.flatMap(({ finding, place }) => [place.row, rowAsked(finding, rowOf)])
  const rows = rowsOf(table, new Set([...asked, ...dueCases.map(({ line }) => rowOf(line))]))
  const placed = found.map(({ finding, place }): Finding => {
    const other = rows.get(rowAsked(finding, rowOf))
    const params = other ? { ...finding.params, otherLine: other.line } : finding.params
    const row = rows.get(place.row)
    return {
      ...finding,
      ...cellValue(finding, { row, place, read }),
      params,
      at: { ...finding.at, ...spot(bytes, { table, row, place }) },
    }
  })
  const isWhole = made !== undefined && made.report.findings.length === made.report.stop + made.report.varning
  const findings = isWhole ? foldFindings(placed, made.report.poster) : placed
  findings.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
  const report = assembled(service, {
    bytes,
    format: table.format,
    findings,
    checked: made?.report,
    own: own.map(({ code }) => code),
    followUps,
  })
  if (!made?.report.due) return report
  const cases = dueCases.map((each) => ({ ...each, line: rows.get(rowOf(each.line))?.line ?? each.line }))
  return { ...report, due: { ...made.report.due, cases } }
}

/** The other row that a finding names, or −1. */
function rowAsked({ params }: Finding, rowOf: (line: number) => number): number {
  return typeof params.otherLine === 'number' ? rowOf(params.otherLine) : -1
}

/** What stands in the cell itself, where the check has told a value of the XML. */
function cellValue(
  { found }: Finding,
  { row, place, read }: { row: Row | undefined; place: CellPlace; read: ReadRows },
): Pick<Finding, 'found'> {
  const field = found === undefined ? undefined : read.columns.find(({ at }) => at === place.column)?.field
  const shown = field && shownValue(field.type, row?.cells[place.column - 1]?.text ?? '')
  return shown === undefined ? {} : { found: shown }
}

/** Adds why a date is uncertain or a number rounded, which the table shows and the XML does not. */
function told({ code, params }: Finding, { row, column }: CellPlace, { doubts }: ReadRows): Params {
  const doubt = doubts.get(`${row}:${column}`)
  if (doubt && code === 'D02') return { ...params, ...(params.case === 'date' ? {} : doubt) }
  return doubt && (code === 'I02' || code === 'T04') ? { ...params, ...doubt } : params
}

/** Reads the table again for the rows of findings: it may be too large to keep. */
function rowsOf(table: Table, wanted: ReadonlySet<number>): Map<number, Row> {
  const rows = new Map<number, Row>()
  if (wanted.size > 0) for (const row of table.rows()) if (wanted.has(row.row)) rows.set(row.row, row)
  return rows
}

function spot(bytes: Uint8Array, { table, row, place }: { table: Table; row: Row | undefined; place: CellPlace }) {
  const cell = cellName(place.row, place.column)
  if (table.format === 'xlsx' || !row) return { line: place.row, column: place.column, byte: 0, cell }
  const at = row.cells[place.column - 1] ?? row.cells.at(-1)
  return { ...placeOf(bytes, at?.start ?? row.byte, table.encoding, row), cell }
}

/** `own`: codes of faults of the table itself, which the check of the XML has not counted. */
type ReportParts = {
  bytes: Uint8Array
  format: Report['format']
  findings: Finding[]
  checked: Report | undefined
  own: readonly RuleCode[]
  /** Codes of findings of the check that are not told. */
  followUps?: readonly string[]
  avbruten?: boolean
}

function assembled(
  service: Service,
  { bytes, format, findings, checked, own, followUps = [], avbruten = false }: ReportParts,
): Report {
  const counts: Record<string, number> = { ...checked?.counts }
  for (const code of own) counts[code] = (counts[code] ?? 0) + 1
  for (const code of followUps) {
    counts[code] = (counts[code] ?? 0) - 1
    if (counts[code] === 0) delete counts[code]
  }
  return {
    tjanst: service.id,
    format,
    bytes: bytes.length,
    poster: checked?.poster ?? 0,
    stop: total(counts, 'stop'),
    varning: total(counts, 'varning'),
    findings,
    ...(avbruten && { avbruten: true }),
    counts,
    employers: checked?.employers ?? [],
    deadlines: checked?.deadlines ?? { earliest: null, late: 0, soon: 0 },
  }
}

function total(counts: Record<string, number>, severity: Finding['severity']): number {
  return Object.entries(counts).reduce((sum, [code, count]) => sum + (RULES[code as RuleCode] === severity ? count : 0), 0)
}

import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { describedField } from '#lib/services/described-fields.ts'
import type { Field, Service, TableColumn } from '#lib/services/description.ts'
import { partOf } from '#lib/tables/columns.ts'
import { type WrittenColumn, writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'
import { fieldForm } from '#lib/text/field-form.ts'
import type { Locale } from '#lib/text/locale.ts'
import { templateTexts } from '#lib/text/template.ts'

/** `company`: who it is for, with its canonical identity; absent where nobody is logged in. */
type TemplateInput = { company?: { identity: string; name: string } | undefined; locale: Locale }

/** Rows in which the company's own identity and name stand already. */
const FILLED_ROWS = 500

/**
 * An empty workbook for an e-service's table: its headings, cells of text (so that no zero is lost) and of days, and for each column what
 * is written there, shown where somebody stands in it. One sheet, since one is sent. Undefined where the e-service takes no table.
 */
export function makeTemplate(service: Service, { company, locale }: TemplateInput): Uint8Array | undefined {
  const columns = (service.table?.columns ?? []).flatMap((column) => columnsOf(service, { column, company, locale }))
  if (columns.length === 0) return undefined
  const texts = templateTexts[locale]
  const filled = columns.map(({ fill }) => fill)
  const rows = [columns.map(({ heading }) => heading), ...Array.from({ length: company ? FILLED_ROWS : 0 }, () => filled)]
  const written = columns.map(({ heading, field, help }): WrittenColumn => {
    const date = field.type.kind === 'date'
    return { kind: date ? 'date' : 'text', help: { title: heading, text: help, ...(date ? { wrong: texts.wrongDate } : {}) } }
  })
  return writeXlsx([{ name: texts.sheet, rows, columns: written }])
}

type TemplateColumn = { heading: string; field: Field; fill: string; help: string }
type OneColumn = TemplateInput & { column: TableColumn }

/** One for each time that the part may stand in a case. The sender's and the file's own columns are the portal's to fill in. */
function columnsOf(service: Service, { column, company, locale }: OneColumn): TemplateColumn[] {
  const { part, field } = describedField(service, column.field)
  if (part.role === 'sender' || part.role === 'file' || column.insteadOf !== undefined) return []
  // Left out, they are filled in as well: with the company that is chosen when the file is handed in.
  if (partOf(column) === employerPart(service) && (!company || column.filledWith === undefined)) return []
  const [title = ''] = column.titles[locale]
  const texts = templateTexts[locale]
  const isNeeded = field.min > 0 && part.min > 0 && part.role === 'case'
  const help = `${fieldForm(field, locale)}. ${isNeeded ? texts.needed : part.role === 'period' ? texts.period : texts.mayBeEmpty}`
  const fill =
    company && column.filledWith === 'identity' ? toEdgeOrgnr(company.identity) : company && column.filledWith ? company.name : ''
  return Array.from({ length: column.repeat ?? 1 }, (_, i) => ({
    ...{ field, fill, help: `${help.slice(0, 1).toUpperCase()}${help.slice(1)}` },
    heading: column.repeat === undefined ? title : `${title} ${i + 1}`,
  }))
}

const employerPart = ({ table }: Service): string | undefined => {
  const identity = table?.columns.find(({ filledWith }) => filledWith === 'identity')
  return identity && partOf(identity)
}

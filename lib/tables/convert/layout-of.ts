import type { Service } from '#lib/services/description.ts'
import { type Layout, readLayout } from '../layout.ts'
import type { Conversion } from './conversion.ts'

/**
 * How the table was read, to read the next one alike. Undefined where something is still to be asked, and where it may not be kept:
 * too many columns, or what looks like a person's number among the headings.
 */
export function layoutOf(service: Service, { reading, columns }: Pick<Conversion, 'reading' | 'columns'>): Layout | undefined {
  if (!reading || reading.questions.length > 0) return undefined
  const { format, delimiter, sheet, headerRow, answers } = reading
  return readLayout(service, {
    format,
    ...(format === 'csv' && { delimiter }),
    // A workbook with one sheet may name it by the month.
    ...(sheet && sheet.of > 1 && { sheet: sheet.name }),
    headerRow,
    columns: columns.map(({ heading, key }) => ({ heading, field: key ?? null })),
    ...(answers.dateForm && { dateForm: answers.dateForm }),
    ...(answers.leaveOutSumRows !== undefined && { leaveOutSumRows: answers.leaveOutSumRows }),
  })
}

import { FIXED, type Service } from '#lib/services/description.ts'
import type { Locale } from '#lib/text/locale.ts'
import { type MarkInput, markedCsv } from './marked-csv.ts'
import { markedRecords } from './marked-records.ts'
import { markedXlsx } from './marked-xlsx.ts'
import { markedXml } from './marked-xml.ts'

export type MarkedFile = {
  bytes: Uint8Array
  /** Of the file name. */
  extension: 'xml' | 'txt' | 'csv' | 'xlsx'
  mediaType: string
}

/**
 * The sender's own file with its faults marked; of fixed positions, which have no comments, a list of the faulty records. It
 * contains personal numbers, so it is only for the person who chose the file. Undefined without findings or where no format was found.
 */
export function markedFile(service: Service, mark: MarkInput, locale: Locale): MarkedFile | undefined {
  const { bytes, report } = mark
  if (report.findings.length === 0) return undefined
  switch (report.format) {
    case 'xml':
      return { bytes: markedXml(bytes, report, locale), extension: 'xml', mediaType: 'application/xml' }
    case FIXED:
      return { bytes: markedRecords(bytes, report, locale), extension: 'txt', mediaType: 'text/plain; charset=utf-8' }
    case 'csv':
      return markedAs(markedCsv(service, mark, locale), 'csv', 'text/csv')
    case 'xlsx':
      return markedAs(
        markedXlsx(service, mark, locale),
        'xlsx',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      )
    case null:
      return undefined
  }
}

function markedAs(bytes: Uint8Array | undefined, extension: MarkedFile['extension'], mediaType: string): MarkedFile | undefined {
  return bytes && { bytes, extension, mediaType }
}

import { serviceById } from '#lib/services/catalogue.ts'
import { fieldTitle } from '#lib/text/findings.ts'

/** `tidigarePeriod/from#2` as a heading of a column. */
export function fieldHeading(key: string, serviceId: string, locale: string): string {
  const [field = '', number = '1'] = key.split('#')
  const titles = serviceById(serviceId)?.table?.columns.find((column) => column.field === field)?.titles
  const title = titles?.[locale === 'sv' ? 'sv' : 'en'][0] ?? field
  return number === '1' ? title : `${title} ${number}`
}

/** The field inside a sentence. */
export function fieldWords(key: string, locale: string): string {
  const title = fieldTitle(key.replace(/^.*\/|#\d+$/g, ''), locale)
  return title.slice(0, 1).toLowerCase() + title.slice(1)
}

import { describedField } from '#lib/services/described-fields.ts'
import { fieldsIn, fixedStart, type Service } from '#lib/services/description.ts'
import type { Locale } from './locale.ts'

/** What a sentence about findings or rules takes from the e-service's description, besides numbers. */
export type ServiceWords = {
  /** What the cases are, where a sentence has words of its own for them. */
  cases: 'sickLeave' | 'other'
  /** Why a date may not be earlier (D04). */
  law: string
  /** How files in fixed positions begin; `none`: the e-service takes none. */
  mark: string
  /** Examples of headings of its table. */
  headings: string
}

const AND = { sv: 'och', en: 'and' } as const
const OR = { sv: 'eller', en: 'or' } as const
const QUOTED = { sv: (word: string) => `”${word}”`, en: (word: string) => `“${word}”` } as const

/** Undefined is an e-service that is no longer described: general words. `field`: the one that is spoken of, else any. */
export function serviceWords(service: Service | undefined, locale: Locale, field?: string): ServiceWords {
  if (!service) return { cases: 'other', law: 'none', mark: 'none', headings: 'none' }
  return {
    cases: service.caseRules.some(({ rule }) => rule === 'sick-pay') ? 'sickLeave' : 'other',
    law: lawOf(service, field) ?? 'none',
    mark: service.fixed ? fixedStart(service.fixed) : 'none',
    headings: headingsOf(service, locale).join(` ${AND[locale]} `) || 'none',
  }
}

function lawOf({ root }: Service, field: string | undefined): string | undefined {
  for (const { name, type } of fieldsIn(root))
    if (type.kind === 'date' && type.earliest && (field === undefined || name === field)) return type.earliest.law
  return undefined
}

/** The columns of a table (`part/field`, with spaces between) by the headings that name them alone. */
export function columnTitles({ table }: Service, fields: string, locale: Locale): string {
  const titles = fields
    .split(' ')
    .map((field) => table?.columns.find((column) => column.field === field)?.titles[locale][0] ?? field)
  return titles.map((title) => QUOTED[locale](title)).join(` ${OR[locale]} `)
}

/** Of the first two columns that each case must have. */
function headingsOf(service: Service, locale: Locale): string[] {
  return (service.table?.columns ?? [])
    .map((column) => ({ column, ...describedField(service, column.field) }))
    .filter(({ part, field }) => part.role === 'case' && field.min === 1)
    .slice(0, 2)
    .map(({ column, field }) => column.titles[locale][0] ?? field.name)
}

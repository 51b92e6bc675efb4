// The search of the list of submissions, read from and written to the page's address.
import type { SubmissionSearch } from '#components/submission/search-form.tsx'
import { DAY_MS, dayOf, instantOf, isDate } from '#lib/calendar.ts'

type Query = Record<string, string | string[] | undefined>

export function readSearch(query: Query): SubmissionSearch {
  const { sok, tjanst, lage, fran, till } = query
  return { sok: firstOf(sok), tjanst: firstOf(tjanst), lage: firstOf(lage), fran: firstOf(fran), till: firstOf(till) }
}

export const firstOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value)?.trim() ?? ''

export function searchAddress(search: SubmissionSearch & { fel?: string }, after?: string): string {
  const query = new URLSearchParams(Object.entries({ ...search, efter: after ?? '' }).filter(([, value]) => value !== ''))
  return query.size === 0 ? '' : `?${query}`
}

/** The first instant of a Swedish day written `YYYY-MM-DD`; undefined when no such date exists. */
export function startOf(text: string): Date | undefined {
  const day = readDay(text)
  return day === undefined ? undefined : new Date(instantOf(day * DAY_MS))
}

/** The first instant after a Swedish day. */
export function endOf(text: string): Date | undefined {
  const day = readDay(text)
  return day === undefined ? undefined : new Date(instantOf((day + 1) * DAY_MS))
}

export const isWrongDay = (text: string): boolean => text !== '' && readDay(text) === undefined

function readDay(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number)
  return isDate(year, month, day) ? dayOf(year, month, day) : undefined
}

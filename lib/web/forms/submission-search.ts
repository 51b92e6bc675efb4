// The search of the list of submissions, read from and written to the page's address.
import { readDay } from '#lib/calendar.ts'
import type { SubmissionGroup } from '#lib/submissions/group-sql.ts'
import { type SubmissionSearch, TABS } from '#lib/submissions/submission-filter.ts'

type Query = Record<string, string | string[] | undefined>

export const NO_SEARCH: SubmissionSearch = { sok: '', tjanst: '', lage: '', fran: '', till: '', flik: '', foretag: '' }

export function readSearch(query: Query): SubmissionSearch {
  const of = (name: keyof SubmissionSearch) => firstOf(query[name])
  const dates = { fran: of('fran'), till: of('till') }
  return { sok: of('sok'), tjanst: of('tjanst'), lage: of('lage'), ...dates, flik: of('flik'), foretag: of('foretag') }
}

export const firstOf = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value)?.trim() ?? ''

export function searchAddress(search: SubmissionSearch & { fel?: string }, after?: string): string {
  const query = new URLSearchParams(Object.entries({ ...search, efter: after ?? '' }).filter(([, value]) => value !== ''))
  return query.size === 0 ? '' : `?${query}`
}

export const tabOf = (group: SubmissionGroup): string => Object.keys(TABS).find((tab) => TABS[tab] === group) ?? ''

export const isWrongDay = (text: string): boolean => text !== '' && readDay(text) === undefined

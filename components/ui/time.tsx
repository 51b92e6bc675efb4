import { useLocale } from 'next-intl'
import { clock, clockPhrase, longDate, tableDate } from '#lib/text/format-time.ts'

type Props = {
  at: Date
  /** `moment` "21 november 2026 kl. 14.05" · `date` · `clock` "kl. 14.05" · `table` "2026-11-21 14.05" · `table-date` · `table-clock` */
  form?: 'moment' | 'date' | 'clock' | 'table' | 'table-date' | 'table-clock'
}

/** A time in Swedish time, in one of six forms, with the exact time in `dateTime`. */
export function Time({ at, form = 'moment' }: Props) {
  const locale = useLocale()
  const words = {
    moment: () => `${longDate(at, locale)} ${clockPhrase(at, locale)}`,
    date: () => longDate(at, locale),
    clock: () => clockPhrase(at, locale),
    table: () => `${tableDate(at)} ${clock(at, locale)}`,
    'table-date': () => tableDate(at),
    'table-clock': () => clock(at, locale),
  }
  return (
    <time dateTime={at.toISOString()} className={form.startsWith('table') ? 'whitespace-nowrap' : undefined}>
      {words[form]()}
    </time>
  )
}

/** A time in the cell of a long list. Bare, since a page has fifty. */
export function ListTime({ at }: { at: Date }) {
  return `${tableDate(at)} ${clock(at, useLocale())}`
}

/** "2026-11-21 13.18–14.17", with the second day where it is another; within a minute one time. */
export function TimeSpan({ from, until }: { from: Date; until: Date }) {
  const minute = (at: Date) => Math.floor(at.getTime() / 60_000)
  if (minute(from) === minute(until)) return <Time at={from} form="table" />
  return (
    <>
      <Time at={from} form="table" />–<Time at={until} form={tableDate(from) === tableDate(until) ? 'table-clock' : 'table'} />
    </>
  )
}

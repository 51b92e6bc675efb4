import { useLocale } from 'next-intl'
import { clock, clockPhrase, longDate, tableDate } from '#lib/text/format-time.ts'

type Props = {
  at: Date
  /** `moment` "21 november 2026 kl. 14.05" · `date` · `clock` "kl. 14.05" · `table` "2026-11-21 14.05" · `table-date` */
  form?: 'moment' | 'date' | 'clock' | 'table' | 'table-date'
}

/** A time in Swedish time, in one of five forms, with the exact time in `dateTime`. */
export function Time({ at, form = 'moment' }: Props) {
  const locale = useLocale()
  const words = {
    moment: () => `${longDate(at, locale)} ${clockPhrase(at, locale)}`,
    date: () => longDate(at, locale),
    clock: () => clockPhrase(at, locale),
    table: () => `${tableDate(at)} ${clock(at, locale)}`,
    'table-date': () => tableDate(at),
  }
  return (
    <time dateTime={at.toISOString()} className={form.startsWith('table') ? 'whitespace-nowrap' : undefined}>
      {words[form]()}
    </time>
  )
}

import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { StopNotice } from '#lib/submissions/planned-stops.ts'
import { clockPhrase, longDate, tableDate } from '#lib/text/format-time.ts'

/** Stops that run or come soon, in the operator's words. */
export function StopNotices({ stops }: { stops: StopNotice[] }) {
  const t = useTranslations('line.stop')
  const locale = useLocale()
  const timeOf = (at: Date) => `${longDate(at, locale)} ${clockPhrase(at, locale)}`
  const endOf = (from: Date, until: Date) => (tableDate(from) === tableDate(until) ? clockPhrase(until, locale) : timeOf(until))
  return stops.map(({ id, from, until, sv, en }) => {
    const isRunning = from <= new Date()
    const words = until
      ? t(isRunning ? 'running' : 'coming', { from: timeOf(from), until: endOf(from, until) })
      : t(isRunning ? 'runningOpen' : 'comingOpen', { from: timeOf(from) })
    return (
      <Notice key={id} tone={isRunning ? 'warning' : 'info'} title={words}>
        <p className="wrap-anywhere">{locale === 'sv' ? sv : en}</p>
      </Notice>
    )
  })
}

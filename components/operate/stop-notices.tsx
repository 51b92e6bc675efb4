import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import type { StopNotice } from '#lib/submissions/planned-stops.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'

/** Stops that run or come soon, in the operator's words. */
export function StopNotices({ stops }: { stops: StopNotice[] }) {
  const t = useTranslations('line.stop')
  const locale = useLocale()
  const timeOf = (at: Date) => `${longDate(at, locale)} ${clockPhrase(at, locale)}`
  return stops.map(({ id, from, until, sv, en }) => {
    const isRunning = from <= new Date()
    const words = until
      ? t(isRunning ? 'running' : 'coming', { from: timeOf(from), until: timeOf(until) })
      : t(isRunning ? 'runningOpen' : 'comingOpen', { from: timeOf(from) })
    return (
      <Notice key={id} tone={isRunning ? 'warning' : 'info'} title={words}>
        <p className="wrap-anywhere">{locale === 'sv' ? sv : en}</p>
      </Notice>
    )
  })
}

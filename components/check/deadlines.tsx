import { useLocale, useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import type { Report } from '#lib/checking/report.ts'
import { weekdayDate } from '#lib/text/weekday-date.ts'

/** By when the cases in the file must be in. Nothing when the e-service has no such days. */
export function Deadlines({ deadlines, now }: { deadlines: Report['deadlines']; now: Date }) {
  const t = useTranslations('send.deadlines')
  const locale = useLocale()
  const { earliest, late, soon } = deadlines
  if (!earliest) return null
  const date = weekdayDate(earliest, locale, now)
  const sentences: string[] = []
  if (late > 0) sentences.push(t('lateSince', { count: late, date }))
  if (soon > 0) sentences.push(late > 0 ? t('soon', { count: soon }) : t('soonBy', { count: soon, date }))
  if (sentences.length === 0) sentences.push(t('first', { date }))
  return (
    <p className={`flex items-start gap-2 ${late > 0 ? 'font-semibold text-warning' : ''}`}>
      <Icon name="waiting" className="mt-0.5 size-5" />
      <span>
        {t('title')}: {sentences.join(' ')}
      </span>
    </p>
  )
}

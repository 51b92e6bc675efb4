import { useLocale } from 'next-intl'
import { dayDistance } from '#lib/text/day-distance.ts'
import { weekdayDate } from '#lib/text/format-time.ts'

type Props = { day: string; now: Date }

/** A last day (YYYY-MM-DD): its weekday and date, and how far away it is. */
export function Deadline({ day, now }: Props) {
  const locale = useLocale()
  const { text } = dayDistance(day, locale, now)
  return (
    <time dateTime={day}>
      <span className="whitespace-nowrap">{weekdayDate(day, locale, now)}</span>,{' '}
      <span className="whitespace-nowrap">{text}</span>
    </time>
  )
}

// Here: whether the portal's parts and the receiver are well, for Driftinformation.
import { useLocale, useTranslations } from 'next-intl'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { clockAndDay, clockPhrase, longDate } from '#lib/text/format-time.ts'
import { spelled } from '#lib/text/spelling.ts'

export type PartRow = {
  part: 'portal' | 'relay' | 'gateway'
  isWell: boolean
  /** Of relay: sending is stopped. */
  stopped?: 'restored' | 'held'
  /** Of relay, that works: it has nothing to show for it. `waits`: the receiver takes nothing now. `ready`: nothing was sent lately. */
  idle?: 'waits' | 'ready'
  /** Files can be neither taken in nor read: the store is away or full. */
  isFull?: boolean
  /** Time of the last beat; null when unknown. */
  since: Date | null
  /** Instances that died beside living ones. */
  dead?: { count: number; of: number; since: Date } | null
}

/** Each part of the service: whether it works, and the consequence when it does not. */
export function PartList({ parts }: { parts: PartRow[] }) {
  const t = useTranslations('health')
  return (
    <ul className="grid border-t border-line">
      {parts.map(({ part, isWell, idle, since, stopped, isFull, dead }) => (
        <li key={part} className="grid gap-1.5 border-b border-line py-4">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <span className="font-semibold">{t(part)}</span>
            {idle ? (
              <StatusDot tone="neutral">{t(idle)}</StatusDot>
            ) : (
              <StatusDot tone={isWell ? 'success' : 'danger'}>{isWell ? t('well') : t('down')}</StatusDot>
            )}
          </div>
          {!isWell && (
            <p>
              {since && <Since at={since} />} {stopped ? t(`stopped.${stopped}`) : t(isFull ? 'storeMeans' : `${part}Means`)}
            </p>
          )}
          {dead && <Dead {...dead} />}
        </li>
      ))}
    </ul>
  )
}

function Dead({ count, of, since }: { count: number; of: number; since: Date }) {
  const t = useTranslations('health')
  const locale = useLocale()
  const word = spelled(count, locale)
  const silent = `${word.charAt(0).toUpperCase()}${word.slice(1)}`
  return <p>{t('dead', { silent, of: spelled(of, locale), time: clockAndDay(since, locale, new Date()) })}</p>
}

function Since({ at }: { at: Date }) {
  const t = useTranslations('health')
  const locale = useLocale()
  return <strong>{t('since', { time: `${longDate(at, locale)} ${clockPhrase(at, locale)}` })}</strong>
}

import { useLocale, useTranslations } from 'next-intl'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { NearPurge } from '#lib/deliveries/near-purge.ts'
import { longDate } from '#lib/text/format-time.ts'

/** What the inbox wants on the home page, in short: unread files, and those that will soon be gone unacknowledged. */
export function InboxNotices({ unread, near }: { unread: number; near: NearPurge[] }) {
  const t = useTranslations('inbox.home')
  const locale = useLocale()
  if (unread === 0 && near.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <ul className="grid gap-2">
      {unread > 0 && (
        <li>
          <TextLink href="/inkorg">{t('unread', { count: unread })}</TextLink>
        </li>
      )}
      {near.map(({ id, name, days, purgeOn, fetchedAt }) => (
        <li key={id} className="wrap-anywhere">
          <StatusDot tone="warning">
            <TextLink href={`/inkorg/${id}`}>{t('near', { file: name, days })}</TextLink>
          </StatusDot>
          <span className="block text-small text-muted">
            {t(fetchedAt ? 'nearOpen' : 'nearNew', { day: longDate(purgeOn, locale) })}
          </span>
        </li>
      ))}
    </ul>
  )
}

import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '#components/ui/notice.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { NearPurge } from '#lib/deliveries/near-purge.ts'
import { longDate } from '#lib/text/format-time.ts'

/** What the inbox wants on the home page: unread files, and those that will soon be gone unacknowledged. */
export function InboxNotices({ unread, near }: { unread: number; near: NearPurge[] }) {
  const t = useTranslations('inbox.home')
  const locale = useLocale()
  if (unread === 0 && near.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <div className="grid gap-4">
      {near.map(({ id, name, days, purgeOn, fetchedAt }) => (
        <Notice
          key={id}
          tone="warning"
          level={3}
          title={<span className="wrap-anywhere">{t('near', { file: name, days })}</span>}
          action={
            <TextLink href={`/inkorg/${id}`} className="wrap-anywhere">
              {t('open', { file: name })}
            </TextLink>
          }
        >
          <p>{t(fetchedAt ? 'nearOpen' : 'nearNew', { day: longDate(purgeOn, locale) })}</p>
        </Notice>
      ))}
      {unread > 0 && (
        <Notice tone="info" level={3} title={t('unread', { count: unread })}>
          <p>{t('unreadDo', { count: unread })}</p>
        </Notice>
      )}
    </div>
  )
}

import { useTranslations } from 'next-intl'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { EventMail, EventMails } from '#lib/notices/list-event-mails.ts'

/** Who was told what of a submission by mail, and when. */
export function EventMailList({ events, now }: { events: EventMails[]; now: Date }) {
  const t = useTranslations('recipients.told')
  return (
    <>
      <p>{t('lead')}</p>
      {events.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul className="grid gap-4">
          {events.map(({ id, kind, at, isMailed, mails }) => (
            <li key={id} className="grid gap-1">
              <p className="font-semibold">
                {t(`event.${kind}`)}, <Time at={at} form="table" />
              </p>
              {mails.length === 0 && <p>{t(isMailed ? 'nobody' : 'soon')}</p>}
              {mails.length > 0 && (
                <ul className="grid list-disc gap-1 pl-5 wrap-anywhere">
                  {mails.map((mail) => (
                    <li key={mail.address}>
                      <MailLine mail={mail} now={now} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
      <p>
        <TextLink href="/foretaget/aviseringar">{t('change')}</TextLink>
      </p>
    </>
  )
}

function MailLine({ mail: { address, state, at, count }, now }: { mail: EventMail; now: Date }) {
  const t = useTranslations('recipients.told')
  const time = () => at && <Time at={at} form="table" />
  switch (state) {
    case 'sent':
      return count > 1 ? t.rich('sentDigest', { time, address, count: String(count) }) : t.rich('sent', { time, address })
    case 'waits':
      return at && at > now ? t.rich('waits', { time, address }) : t('soonTo', { address })
    case 'tries':
      return t.rich('tries', { time, address })
    case 'refused':
    case 'removed':
    case 'stale':
      return t(state, { address })
  }
}

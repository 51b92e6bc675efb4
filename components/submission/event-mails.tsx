import { useTranslations } from 'next-intl'
import { CallResult } from '#components/notices/webhook-log.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { EventMail, EventMails } from '#lib/notices/list-event-mails.ts'
import type { ListedCall } from '#lib/webhooks/list-calls.ts'

type Props = { events: EventMails[]; calls: ListedCall[]; now: Date }

/** Who was told what of a submission, and when: people by mail, the company's systems by webhook. */
export function EventMailList({ events, calls, now }: Props) {
  const t = useTranslations('recipients.told')
  return (
    <>
      <p>{t('lead')}</p>
      {events.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul className="grid gap-4">
          {events.map(({ id, kind, at, waits, mails }) => (
            <li key={id} className="grid gap-1">
              <p className="font-semibold">
                {t(`event.${kind}`)}, <Time at={at} form="table" />
              </p>
              {mails.length === 0 && <p>{t(waits === null ? 'nobody' : waits === 'soon' ? 'soon' : 'stopped')}</p>}
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
      {calls.length > 0 && <CallList calls={calls} />}
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
    case 'delayed':
    case 'refused':
    case 'removed':
    case 'unwished':
    case 'stale':
      return t(state, { address })
  }
}

function CallList({ calls }: { calls: ListedCall[] }) {
  const t = useTranslations('recipients.told')
  const type = useTranslations('webhooks.types')
  return (
    <div className="grid gap-2">
      <p className="font-semibold">{t('calls')}</p>
      <ul className="grid gap-3 wrap-anywhere">
        {calls.map((call) => (
          <li key={call.callId} className="grid gap-1">
            <span>
              {t.rich('call', { time: () => <Time at={call.createdAt} form="table" />, type: type(call.type), host: call.host })}
            </span>
            <CallResult call={call} />
          </li>
        ))}
      </ul>
    </div>
  )
}

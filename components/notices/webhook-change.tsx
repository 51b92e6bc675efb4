import { useLocale, useTranslations } from 'next-intl'
import { type FormRefusal, RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import type { ListedWebhook } from '#lib/webhooks/list-webhooks.ts'
import type { WebhookType } from '#lib/webhooks/webhook-types.ts'
import { WebhookTypeBoxes } from './webhook-types.tsx'

type Props = {
  employerId: string
  webhook: ListedWebhook
  /** As webhookNames has it. */
  name: string
  types: readonly WebhookType[]
  again: { refused: FormRefusal | undefined; kept: { form: string; fields: Readonly<Record<string, string>> } | undefined }
}

/** What an administrator can change of one webhook, each with a plain form. */
export function WebhookChange({ employerId, webhook, name: host, types, again: { refused, kept } }: Props) {
  const t = useTranslations('webhooks.change')
  const { webhookId } = webhook
  const isMine = kept?.fields.id === webhookId
  const wasTypes = isMine && kept.form === 'changeWebhookTypes'
  const wasSecret = isMine && kept.form === 'changeWebhookSecret'
  const hidden = (
    <>
      <input type="hidden" name="foretag" value={employerId} />
      <input type="hidden" name="id" value={webhookId} />
    </>
  )
  return (
    <Disclosure summary={t('title', { host })} open={wasTypes || wasSecret}>
      <form method="post" action="/api/foretaget/webhook/handelser" className="grid justify-items-start gap-4">
        {hidden}
        <WebhookTypeBoxes
          id={webhookId}
          legend={t('types', { host })}
          all={types}
          chosen={(type) => webhook.types.includes(type)}
          error={wasTypes && refused && <RefusalSentence refused={refused} />}
        />
        <Button kind="secondary" size="small">
          {t('save', { host })}
        </Button>
      </form>
      {webhook.previousUntil ? (
        <EndSecret host={host} until={webhook.previousUntil}>
          {hidden}
        </EndSecret>
      ) : (
        <form method="post" action="/api/foretaget/webhook/hemlighet" className="grid justify-items-start gap-3">
          {hidden}
          {wasSecret && !refused && <Notice tone="info" live="status" title={t('proved')} level={3} />}
          <p>{t('secretText')}</p>
          <Button kind="secondary" size="small">
            {t('secret', { host })}
          </Button>
        </form>
      )}
      <Disclosure summary={t('remove', { host })}>
        <p>{t('removeAsk')}</p>
        <form method="post" action="/api/foretaget/webhook/ta-bort">
          {hidden}
          <Button kind="danger">{t('removeYes', { host })}</Button>
        </form>
      </Disclosure>
    </Disclosure>
  )
}

function EndSecret({ host, until, children }: { host: string; until: Date; children: React.ReactNode }) {
  const t = useTranslations('webhooks.change')
  const locale = useLocale()
  return (
    <form method="post" action="/api/foretaget/webhook/avsluta" className="grid justify-items-start gap-3">
      {children}
      <p>{t('previous', { time: `${longDate(until, locale)} ${clockPhrase(until, locale)}` })}</p>
      <Button kind="secondary" size="small">
        {t('end', { host })}
      </Button>
    </form>
  )
}

// The company's webhooks on Aviseringar: what there is, what an administrator may do, how the latest calls went.
import { useTranslations } from 'next-intl'
import { CodeBlock } from '#components/docs/code-block.tsx'
import type { FormRefusal } from '#components/send/refusal-notice.tsx'
import { RefusalSentence } from '#components/send/refusal-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Empty } from '#components/ui/empty.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { LIMITS } from '#lib/limits.ts'
import type { CallPage } from '#lib/webhooks/list-calls.ts'
import type { ListedWebhook } from '#lib/webhooks/list-webhooks.ts'
import type { WebhookType } from '#lib/webhooks/webhook-types.ts'
import { WebhookChange } from './webhook-change.tsx'
import { WebhookList } from './webhook-list.tsx'
import { WebhookLog } from './webhook-log.tsx'
import { webhookNames } from './webhook-names.ts'
import { WebhookTypeBoxes, webhookTypesField } from './webhook-types.tsx'
import { WEBHOOK_VERIFIER } from './webhook-verifier.ts'

/** What was typed, with a refusal or after a login that the form asked for. */
type WebhookAgain = {
  refused: FormRefusal | undefined
  kept: { form: string; fields: Readonly<Record<string, string>> } | undefined
}

type Props = {
  employerId: string
  mayChange: boolean
  webhooks: ListedWebhook[]
  calls: CallPage & { after: string | undefined }
  types: readonly WebhookType[]
  again: WebhookAgain
}

const [ADDRESS, ADD] = ['adress', 'ny']

/** The id of the field that made a webhook's form refused. */
export function webhookField({ refused, kept }: WebhookAgain, types: readonly WebhookType[]): string | undefined {
  const reason = refused?.reason ?? ''
  if (reason === 'webhook_types')
    return webhookTypesField(kept?.form === 'changeWebhookTypes' ? (kept.fields.id ?? ADD) : ADD, types)
  return /^webhook_(url|https|login|fragment|private|exists)$/.test(reason) ? ADDRESS : undefined
}

export function WebhookSection({ employerId, mayChange, webhooks, calls, types, again }: Props) {
  const t = useTranslations('webhooks')
  const names = webhookNames(webhooks)
  return (
    <Section id="webhookar" title={t('title')}>
      <p className="max-w-text">{t('lead')}</p>
      {webhooks.length > 0 ? (
        <WebhookList rows={webhooks} mayChange={mayChange} />
      ) : (
        <Empty>
          <p>{t('none')}</p>
        </Empty>
      )}
      {mayChange &&
        webhooks.map((webhook, n) => (
          <div key={webhook.webhookId} className="wrap-anywhere">
            <WebhookChange
              employerId={employerId}
              webhook={webhook}
              name={names[n] ?? webhook.host}
              types={types}
              again={again}
            />
          </div>
        ))}
      {mayChange && webhooks.length >= LIMITS.webhooks && <p>{t('add.full')}</p>}
      {mayChange && webhooks.length < LIMITS.webhooks && <AddWebhook employerId={employerId} types={types} again={again} />}
      <Disclosure summary={t('technical')}>
        <p>{t('technicalText')}</p>
        <CodeBlock label={t('verifier')} text={WEBHOOK_VERIFIER} />
      </Disclosure>
      {(webhooks.length > 0 || calls.calls.length > 0) && (
        <Section id="anrop" title={t('log.title')} level={3}>
          <WebhookLog employerId={employerId} page={calls} mayChange={mayChange} />
        </Section>
      )}
    </Section>
  )
}

function AddWebhook({ employerId, types, again }: Pick<Props, 'employerId' | 'types' | 'again'>) {
  const t = useTranslations('webhooks.add')
  const { refused } = again
  const kept = again.kept?.form === 'addWebhook' ? again.kept.fields : undefined
  const field = webhookField(again, types)
  const sentence = refused && <RefusalSentence refused={refused} />
  const isTypes = field === webhookTypesField(ADD, types)
  return (
    <Disclosure summary={t('title')} open={kept !== undefined || field === ADDRESS || isTypes}>
      {kept && !refused && <Notice tone="info" live="status" title={t('proved')} level={3} />}
      <form method="post" action="/api/foretaget/webhook" className="grid gap-4" noValidate>
        <input type="hidden" name="foretag" value={employerId} />
        <TextField
          name={ADDRESS}
          label={t('address')}
          hint={t('hint')}
          error={field === ADDRESS && sentence}
          defaultValue={kept?.[ADDRESS]}
          inputMode="url"
          className="w-full"
          autoComplete="off"
          spellCheck={false}
        />
        <WebhookTypeBoxes
          id={ADD}
          legend={t('types')}
          all={types}
          chosen={(type) => (kept ? kept[type] !== undefined : true)}
          error={isTypes && sentence}
        />
        <Button kind="secondary" className="justify-self-start">
          {t('button')}
        </Button>
      </form>
    </Disclosure>
  )
}

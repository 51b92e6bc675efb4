import { useLocale, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import type { StatusTone } from '#components/ui/status-tag.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import { clockPhrase, tableDate } from '#lib/text/format-time.ts'
import { webhookTexts } from '#lib/text/webhooks.ts'
import type { CallPage, CallState, ListedCall } from '#lib/webhooks/list-calls.ts'

type Props = { employerId: string; page: CallPage & { after: string | undefined }; mayChange: boolean }

const LOOKS: Record<CallState['kind'], { tone: StatusTone; word: 'taken' | 'waiting' | 'givenUp' }> = {
  taken: { tone: 'success', word: 'taken' },
  waiting: { tone: 'waiting', word: 'waiting' },
  'given-up': { tone: 'danger', word: 'givenUp' },
}

/** How the latest calls went; an administrator can have them made once more. */
export function WebhookLog({ employerId, page: { calls, next, after, hasFailed }, mayChange }: Props) {
  const t = useTranslations('webhooks.log')
  const type = useTranslations('webhooks.types')
  if (calls.length === 0) return <p className="text-muted">{t('none')}</p>
  const columns: DataColumn<ListedCall>[] = [
    { key: 'when', label: t('when'), cell: ({ createdAt }) => <Time at={createdAt} form="table" /> },
    {
      key: 'what',
      label: t('what'),
      heads: true,
      cell: (call) => (
        <span className="inline-grid">
          <span className="font-semibold">{type(call.type)}</span>
          {call.reference && <TextLink href={`/inlamningar/${call.reference}`}>{call.reference}</TextLink>}
          <span className="text-small wrap-anywhere text-muted">{t('to', { host: mayChange ? call.address : call.host })}</span>
        </span>
      ),
    },
    { key: 'result', label: t('result'), cell: (call) => <CallResult call={call} /> },
    ...(mayChange
      ? [{ key: 'again', label: t('action'), cell: (call: ListedCall) => <Replay employerId={employerId} call={call} /> }]
      : []),
  ]
  return (
    <>
      <p className="max-w-text text-muted">{t('text')}</p>
      <DataTable caption={t('caption')} columns={columns} rows={calls} rowKey={({ callId }) => callId} />
      <Pagination
        label={t('paging')}
        {...(after ? { newer: { href: '/foretaget/aviseringar#anrop', text: t('newest') } } : {})}
        {...(next ? { older: { href: `/foretaget/aviseringar?anrop=${next}#anrop`, text: t('older') } } : {})}
      />
      {mayChange && hasFailed && (
        <form method="post" action="/api/foretaget/webhook/igen" className="grid justify-items-start gap-2">
          <input type="hidden" name="foretag" value={employerId} />
          <input type="hidden" name="alla" value="ja" />
          <p>{t('allText')}</p>
          <Button kind="secondary">{t('all')}</Button>
        </form>
      )}
    </>
  )
}

/** How a call went, in one word and the last answer. */
export function CallResult({ call: { state, attempts: count, lastStatus, lastCode } }: { call: ListedCall }) {
  const t = useTranslations('webhooks.log')
  const code = useTranslations('webhooks.code')
  const locale = useLocale()
  const { tone, word } = LOOKS[state.kind]
  return (
    <span className="inline-grid justify-items-start gap-1">
      <StatusDot tone={tone}>{t(word)}</StatusDot>
      {lastCode && <span>{code(isCode(lastCode) ? lastCode : 'other', { status: String(lastStatus ?? '') })}</span>}
      <span className="text-small text-muted">
        {t('tries', { count })}
        {state.kind === 'waiting' &&
          `. ${state.next ? t('next', { time: `${tableDate(state.next)} ${clockPhrase(state.next, locale)}` }) : t('turn')}`}
      </span>
    </span>
  )
}

const isCode = (word: string): word is keyof typeof webhookTexts.sv.code => Object.hasOwn(webhookTexts.sv.code, word)

function Replay({ employerId, call: { callId, type, reference, mayReplay } }: { employerId: string; call: ListedCall }) {
  const t = useTranslations('webhooks.log')
  const word = useTranslations('webhooks.types')
  if (!mayReplay) return null
  return (
    <form method="post" action="/api/foretaget/webhook/igen">
      <input type="hidden" name="foretag" value={employerId} />
      <input type="hidden" name="id" value={callId} />
      <Button kind="secondary" size="small" aria-label={t('againOf', { what: word(type), reference: reference ?? '' })}>
        {t('again')}
      </Button>
    </form>
  )
}

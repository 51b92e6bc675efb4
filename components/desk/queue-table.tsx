// What an operator sees at the desk: the queue of applications, one application, what can be decided about it.
// Not here: how the portal itself is (components/operate).
import { useFormatter, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import type { StatusTone } from '#components/ui/status-tag.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ApplicationState } from '#lib/joining/application.ts'
import type { QueueRow } from '#lib/joining/desk/list-queue.ts'

const TONES: Record<ApplicationState, StatusTone> = {
  draft: 'neutral',
  signing: 'neutral',
  submitted: 'waiting',
  reviewing: 'waiting',
  returned: 'warning',
  approved: 'success',
  declined: 'danger',
  withdrawn: 'neutral',
  lapsed: 'neutral',
}

/** Where an application stands, in one word. */
export function ApplicationStatus({ state }: { state: ApplicationState }) {
  const t = useTranslations('joining.state')
  return (
    <StatusDot tone={TONES[state]}>
      <span className="inline-block first-letter:uppercase">{t(state)}</span>
    </StatusDot>
  )
}

/** Applications, the oldest first. */
export function QueueTable({ rows }: { rows: QueueRow[] }) {
  const t = useTranslations('desk.queue')
  const words = useTranslations('joining')
  const format = useFormatter()
  const columns: DataColumn<QueueRow>[] = [
    {
      key: 'reference',
      label: t('reference'),
      heads: true,
      cell: ({ reference }) => (
        <TextLink href={`/drift/anslutningar/${reference}`} className="font-mono font-semibold whitespace-nowrap">
          {reference}
        </TextLink>
      ),
    },
    { key: 'kind', label: t('kind'), cell: ({ kind }) => words(`kind.${kind}`) },
    { key: 'form', label: t('form'), cell: ({ legalForm }) => (legalForm ? words(`legalForm.${legalForm}`) : '–') },
    {
      key: 'since',
      label: t('since'),
      cell: ({ submittedAt }) => (submittedAt ? <Time at={submittedAt} form="table" /> : t('notIn')),
    },
    {
      key: 'state',
      label: t('state'),
      cell: ({ state, approvals, takesEffectAt }) => (
        <span className="grid justify-items-start gap-1">
          <ApplicationStatus state={state} />
          {state === 'reviewing' && takesEffectAt && (
            <span className="text-small text-muted">
              {t('effect', { date: format.dateTime(takesEffectAt, { dateStyle: 'long', timeZone: 'Europe/Stockholm' }) })}
            </span>
          )}
          {state === 'reviewing' && !takesEffectAt && approvals > 0 && (
            <span className="text-small text-muted">{t('second')}</span>
          )}
        </span>
      ),
    },
  ]
  return <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
}

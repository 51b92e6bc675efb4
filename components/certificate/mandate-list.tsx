import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { StatusTag, type StatusTone } from '#components/ui/status-tag.tsx'
import type { ListedMandate } from '#lib/certificates/mandates.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { tableDate } from '#lib/text/format-time.ts'

const TONES: Record<ListedMandate['state'], StatusTone> = {
  holds: 'success',
  later: 'waiting',
  past: 'neutral',
  ended: 'neutral',
}

/** Mandates the company has given, and for administrators the way to end those that are not over. */
export function MandateList({ rows, mayChange }: { rows: ListedMandate[]; mayChange: boolean }) {
  const t = useTranslations('certificates.agents')
  const field = useTranslations('certificates.field')
  const columns: DataColumn<ListedMandate>[] = [
    {
      key: 'agent',
      label: t('agent'),
      heads: true,
      cell: ({ agentOrgnr }) => <span className="font-semibold">{formatOrgnr(agentOrgnr)}</span>,
    },
    {
      key: 'period',
      label: t('period'),
      cell: ({ validFrom, validUntil }) => field('to', { from: tableDate(validFrom), to: tableDate(validUntil) }),
    },
    { key: 'state', label: t('state'), cell: ({ state }) => <StatusTag tone={TONES[state]}>{t(state)}</StatusTag> },
  ]
  const open = rows.filter(({ state }) => state === 'holds' || state === 'later')
  return (
    <div className="grid gap-4">
      <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {mayChange &&
        open.map(({ id, agentOrgnr }) => (
          <Disclosure key={id} summary={t('end', { agent: formatOrgnr(agentOrgnr) })}>
            <p>{t('endAsk')}</p>
            <form method="post" action="/api/foretaget/mandat/avsluta">
              <input type="hidden" name="id" value={id} />
              <Button kind="danger">{t('endYes', { agent: formatOrgnr(agentOrgnr) })}</Button>
            </form>
          </Disclosure>
        ))}
    </div>
  )
}

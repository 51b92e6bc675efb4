import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { StatusTag, type StatusTone } from '#components/ui/status-tag.tsx'

/** Days as 2027-01-20. */
export type MandateRow = { id: string; agent: string; from: string; until: string; state: 'holds' | 'later' | 'past' | 'ended' }

const TONES: Record<MandateRow['state'], StatusTone> = { holds: 'success', later: 'waiting', past: 'neutral', ended: 'neutral' }

/** Mandates the company has given, and for administrators the way to end those that are not over. */
export function MandateList({ rows, mayChange }: { rows: MandateRow[]; mayChange: boolean }) {
  const t = useTranslations('certificates.agents')
  const field = useTranslations('certificates.field')
  const columns: DataColumn<MandateRow>[] = [
    { key: 'agent', label: t('agent'), heads: true, cell: ({ agent }) => <span className="font-semibold">{agent}</span> },
    { key: 'period', label: t('period'), cell: ({ from, until }) => field('to', { from, to: until }) },
    { key: 'state', label: t('state'), cell: ({ state }) => <StatusTag tone={TONES[state]}>{t(state)}</StatusTag> },
  ]
  const open = rows.filter(({ state }) => state === 'holds' || state === 'later')
  return (
    <div className="grid gap-4">
      <DataTable caption={t('caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {mayChange &&
        open.map(({ id, agent }) => (
          <Disclosure key={id} summary={t('end', { agent })}>
            <p>{t('endAsk')}</p>
            <form method="post" action="/api/foretaget/mandat/avsluta">
              <input type="hidden" name="id" value={id} />
              <Button kind="danger">{t('endYes', { agent })}</Button>
            </form>
          </Disclosure>
        ))}
    </div>
  )
}

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import type { StatusTone } from '#components/ui/status-tag.tsx'
import { VisuallyHidden } from '#components/ui/visually-hidden.tsx'
import type { ListedMandate } from '#lib/certificates/mandates.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { tableDate } from '#lib/text/format-time.ts'

const TONES: Record<ListedMandate['state'], StatusTone> = {
  holds: 'success',
  later: 'waiting',
  past: 'neutral',
  ended: 'neutral',
}

type Props = {
  rows: ListedMandate[]
  /** By number, of agents whose people act for the company: the others' names the portal does not know. */
  names: ReadonlyMap<string, string>
  mayChange: boolean
}

/** Mandates the company has given, and for administrators the way to end those that are not over. */
export function MandateList({ rows, names, mayChange }: Props) {
  const t = useTranslations('certificates.agents')
  const nameOf = (orgnr: string) => names.get(orgnr) ?? formatOrgnr(orgnr)
  const columns: DataColumn<ListedMandate>[] = [
    {
      key: 'agent',
      label: t('agent'),
      heads: true,
      cell: ({ agentOrgnr }) => (
        <span className="grid">
          <span className="font-semibold wrap-anywhere">{nameOf(agentOrgnr)}</span>
          {names.has(agentOrgnr) && <span className="text-muted">{formatOrgnr(agentOrgnr)}</span>}
        </span>
      ),
    },
    {
      key: 'period',
      label: t('period'),
      cell: ({ validFrom, validUntil }) =>
        t.rich('days', {
          from: tableDate(validFrom),
          to: tableDate(validUntil),
          day: (chunks) => <span className="whitespace-nowrap">{chunks}</span>,
        }),
    },
    { key: 'state', label: t('state'), cell: ({ state }) => <StatusDot tone={TONES[state]}>{t(state)}</StatusDot> },
  ]
  const acts: DataColumn<ListedMandate> = {
    key: 'act',
    label: t('act'),
    cell: ({ id, state, agentOrgnr }) =>
      (state === 'holds' || state === 'later') && <EndMandate id={id} agent={nameOf(agentOrgnr)} />,
  }
  return (
    <DataTable caption={t('caption')} columns={mayChange ? [...columns, acts] : columns} rows={rows} rowKey={({ id }) => id} />
  )
}

function EndMandate({ id, agent }: { id: string; agent: string }) {
  const t = useTranslations('certificates.agents')
  const hidden = (chunks: ReactNode) => <VisuallyHidden>{chunks}</VisuallyHidden>
  return (
    <Disclosure summary={t.rich('end', { agent, hidden })}>
      <p>{t('endAsk')}</p>
      <form method="post" action="/api/foretaget/mandat/avsluta">
        <input type="hidden" name="id" value={id} />
        <Button kind="danger">{t('endYes', { agent })}</Button>
      </form>
    </Disclosure>
  )
}

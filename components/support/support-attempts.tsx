import { useFormatter, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SupportHit } from '#lib/submissions/support-find.ts'

type Attempt = SupportHit['attempts'][number]

/** The attempts with status and outcome codes, for fault finding. */
export function SupportAttempts({ attempts }: { attempts: Attempt[] }) {
  const t = useTranslations('support')
  const page = useTranslations('submissions')
  const format = useFormatter()
  if (attempts.length === 0) return <p className="text-muted">{t('attemptsNone')}</p>
  const columns: DataColumn<Attempt>[] = [
    { key: 'number', label: page('page.number'), heads: true, cell: ({ number }) => number },
    { key: 'when', label: page('page.when'), cell: ({ openedAt }) => <Time at={openedAt} form="table" /> },
    {
      key: 'outcome',
      label: page('page.outcome'),
      cell: ({ outcome }) => (outcome ? page(`outcome.${outcome}`) : page('page.running')),
    },
    { key: 'http', label: t('http'), cell: ({ httpStatus }) => httpStatus ?? '–' },
    { key: 'code', label: t('detail'), cell: ({ code }) => <span className="font-mono text-small">{code ?? '–'}</span> },
    {
      key: 'took',
      label: page('page.took'),
      align: 'right',
      cell: ({ durationMs }) => (durationMs === null ? '–' : `${format.number(durationMs)}\u00a0ms`),
    },
  ]
  return <DataTable caption={t('attempts')} columns={columns} rows={attempts} rowKey={({ number }) => String(number)} />
}

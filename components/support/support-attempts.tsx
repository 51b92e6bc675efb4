import { useFormatter, useTranslations } from 'next-intl'
import { AttemptNumbers } from '#components/submission/attempts.tsx'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { TimeSpan } from '#components/ui/time.tsx'
import type { SupportHit } from '#lib/submissions/support-find.ts'

type Attempt = SupportHit['attempts'][number]

/** The attempts, those in a row that ended alike as one, with status and outcome codes, for fault finding. */
export function SupportAttempts({ attempts }: { attempts: Attempt[] }) {
  const t = useTranslations('support')
  const page = useTranslations('submissions')
  const format = useFormatter()
  if (attempts.length === 0) return <p className="text-muted">{t('attemptsNone')}</p>
  const columns: DataColumn<Attempt>[] = [
    { key: 'number', label: page('page.number'), heads: true, cell: (run) => <AttemptNumbers run={run} /> },
    {
      key: 'when',
      label: page('page.when'),
      cell: ({ openedAt, lastOpenedAt }) => <TimeSpan from={openedAt} until={lastOpenedAt} />,
    },
    {
      key: 'outcome',
      label: page('page.outcome'),
      cell: ({ outcome, count }) => (
        <>
          {outcome ? page(`outcome.${outcome}`) : page('page.running')}
          {count > 1 && <span className="block text-small text-muted">{page('page.attemptCount', { count })}</span>}
        </>
      ),
    },
    { key: 'http', label: t('http'), cell: ({ httpStatus }) => httpStatus ?? '–' },
    { key: 'code', label: t('detail'), cell: ({ code }) => <span className="font-mono text-small">{code ?? '–'}</span> },
    {
      key: 'took',
      label: page('page.took'),
      align: 'right',
      cell: ({ shortestMs, longestMs }) => {
        if (shortestMs === null || longestMs === null) return '–'
        const both =
          shortestMs === longestMs ? format.number(longestMs) : `${format.number(shortestMs)}–${format.number(longestMs)}`
        return `${both}\u00a0ms`
      },
    },
  ]
  return <DataTable caption={t('attempts')} columns={columns} rows={attempts} rowKey={({ first }) => String(first)} />
}

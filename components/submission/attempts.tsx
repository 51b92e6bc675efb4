import { useFormatter, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { TimeSpan } from '#components/ui/time.tsx'
import type { AttemptRun } from '#lib/submissions/attempt-runs.ts'

/** Every try to send, with its fate; those in a row that ended alike as one. */
export function Attempts({ attempts }: { attempts: AttemptRun[] }) {
  const t = useTranslations('submissions')
  const format = useFormatter()
  if (attempts.length === 0) return <p className="text-muted">{t('page.attemptsNone')}</p>
  const columns: DataColumn<AttemptRun>[] = [
    { key: 'number', label: t('page.number'), heads: true, cell: (run) => <AttemptNumbers run={run} /> },
    {
      key: 'when',
      label: t('page.when'),
      cell: ({ openedAt, lastOpenedAt }) => <TimeSpan from={openedAt} until={lastOpenedAt} />,
    },
    {
      key: 'outcome',
      label: t('page.outcome'),
      cell: ({ outcome, httpStatus, count }) => (
        <>
          {outcome ? t(`outcome.${outcome}`) : t('page.running')}
          {httpStatus !== null && <span className="text-small whitespace-nowrap text-muted"> HTTP {httpStatus}</span>}
          {count > 1 && <span className="block text-small text-muted">{t('page.attemptCount', { count })}</span>}
        </>
      ),
    },
    { key: 'took', label: t('page.took'), align: 'right', cell: took },
  ]
  return <DataTable caption={t('page.attempts')} columns={columns} rows={attempts} rowKey={({ first }) => String(first)} />

  function took({ shortestMs, longestMs }: AttemptRun): string {
    if (shortestMs === null || longestMs === null) return '–'
    const [shortest, longest] = [duration(shortestMs), duration(longestMs)]
    return shortest === longest ? longest : `${shortest} – ${longest}`
  }

  function duration(ms: number): string {
    if (ms < 1000) return `${ms}\u00a0ms`
    return `${format.number(ms / 1000, { maximumFractionDigits: ms < 10_000 ? 1 : 0 })}\u00a0s`
  }
}

/** "3", or of a run "3–121". */
export function AttemptNumbers({ run: { first, last } }: { run: Pick<AttemptRun, 'first' | 'last'> }) {
  const format = useFormatter()
  return (
    <span className="whitespace-nowrap">
      {format.number(first)}
      {last > first && `–${format.number(last)}`}
    </span>
  )
}

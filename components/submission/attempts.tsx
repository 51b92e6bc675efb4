import { useFormatter, useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FoundAttempt } from '#lib/submissions/find-submission.ts'

/** Every try to send, with its fate. */
export function Attempts({ attempts }: { attempts: FoundAttempt[] }) {
  const t = useTranslations('submissions')
  const format = useFormatter()
  if (attempts.length === 0) return <p className="text-muted">{t('page.attemptsNone')}</p>
  const columns: DataColumn<FoundAttempt>[] = [
    { key: 'number', label: t('page.number'), heads: true, cell: ({ number }) => number },
    { key: 'when', label: t('page.when'), cell: ({ openedAt }) => <Time at={openedAt} form="table" /> },
    {
      key: 'outcome',
      label: t('page.outcome'),
      cell: ({ outcome, httpStatus }) => (
        <>
          {outcome ? t(`outcome.${outcome}`) : t('page.running')}
          {httpStatus !== null && <span className="text-small text-muted"> HTTP {httpStatus}</span>}
        </>
      ),
    },
    {
      key: 'took',
      label: t('page.took'),
      align: 'right',
      cell: ({ durationMs }) => (durationMs === null ? '–' : duration(durationMs)),
    },
  ]
  return <DataTable caption={t('page.attempts')} columns={columns} rows={attempts} rowKey={({ number }) => String(number)} />

  function duration(ms: number): string {
    if (ms < 1000) return `${ms}\u00a0ms`
    return `${format.number(ms / 1000, { maximumFractionDigits: ms < 10_000 ? 1 : 0 })}\u00a0s`
  }
}

import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Time, TimeSpan } from '#components/ui/time.tsx'
import type { SupportHit } from '#lib/submissions/support-find.ts'

type Receipt = SupportHit['receipts'][number]

/** What Försäkringskassan answered: kind, id and times, without the words. */
export function SupportReceipts({ receipts, older }: { receipts: Receipt[]; older: number }) {
  const t = useTranslations('support')
  const page = useTranslations('submissions.page')
  if (receipts.length === 0) return <p className="text-muted">{t('receiptsNone')}</p>
  const columns: DataColumn<Receipt>[] = [
    {
      key: 'kind',
      label: t('answer'),
      heads: true,
      cell: ({ kind, verdict, count }) => (
        <>
          {verdict ? `${t(`kind.${kind}`)}: ${page(`verdicts.${verdict}`)}` : t(`kind.${kind}`)}
          {count > 1 && <span className="block text-small text-muted">{t('alike', { count })}</span>}
        </>
      ),
    },
    {
      key: 'kvittensId',
      label: t('kvittensId'),
      cell: ({ kvittensId }) => <span className="font-mono text-small wrap-anywhere">{kvittensId ?? '–'}</span>,
    },
    { key: 'stated', label: t('stated'), cell: ({ statedAt }) => (statedAt ? <Time at={statedAt} form="table" /> : '–') },
    {
      key: 'recorded',
      label: t('recordedAt'),
      cell: ({ firstAt, recordedAt }) => <TimeSpan from={firstAt} until={recordedAt} />,
    },
    { key: 'http', label: t('http'), cell: ({ httpStatus }) => httpStatus },
  ]
  return (
    <>
      <DataTable caption={t('receipts')} columns={columns} rows={receipts} rowKey={({ id }) => id} />
      {older > 0 && <p className="text-muted">{page('olderAnswers', { count: older })}</p>}
    </>
  )
}

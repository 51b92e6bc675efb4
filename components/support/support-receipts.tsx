import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { SupportHit } from '#lib/submissions/support-find.ts'

type Receipt = SupportHit['receipts'][number]

/** What Försäkringskassan answered: kind, id and times, without the words. */
export function SupportReceipts({ receipts }: { receipts: Receipt[] }) {
  const t = useTranslations('support')
  const verdicts = useTranslations('submissions.page.verdicts')
  if (receipts.length === 0) return <p className="text-muted">{t('receiptsNone')}</p>
  const columns: DataColumn<Receipt>[] = [
    {
      key: 'kind',
      label: t('answer'),
      heads: true,
      cell: ({ kind, verdict }) => (verdict ? `${t(`kind.${kind}`)}: ${verdicts(verdict)}` : t(`kind.${kind}`)),
    },
    {
      key: 'kvittensId',
      label: t('kvittensId'),
      cell: ({ kvittensId }) => <span className="font-mono text-small wrap-anywhere">{kvittensId ?? '–'}</span>,
    },
    { key: 'stated', label: t('stated'), cell: ({ statedAt }) => (statedAt ? <Time at={statedAt} form="table" /> : '–') },
    { key: 'recorded', label: t('recordedAt'), cell: ({ recordedAt }) => <Time at={recordedAt} form="table" /> },
    { key: 'http', label: t('http'), cell: ({ httpStatus }) => httpStatus },
  ]
  return <DataTable caption={t('receipts')} columns={columns} rows={receipts} rowKey={({ id }) => id} />
}

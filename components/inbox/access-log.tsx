import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FoundAccess } from '#lib/deliveries/find-delivery.ts'

/** Enough of a certificate's fingerprint to know it by. */
const SHOWN_SIGNS = 12

/** Who has opened and acknowledged the file, when and by which way, the latest first. */
export function AccessLog({ accesses, more }: { accesses: FoundAccess[]; more: number }) {
  const t = useTranslations('inbox')
  if (accesses.length === 0) return <p className="text-muted">{t('logNone')}</p>
  const columns: DataColumn<FoundAccess>[] = [
    {
      key: 'who',
      label: t('who'),
      heads: true,
      cell: ({ person, certificate }) => {
        if (person) return person
        return certificate ? (
          <span className="wrap-anywhere">{t('machine', { mark: certificate.slice(0, SHOWN_SIGNS) })}</span>
        ) : (
          t('someone')
        )
      },
    },
    {
      key: 'did',
      label: t('did'),
      cell: ({ kind, completedAt }) => {
        if (kind === 'acknowledged') return t('acknowledgedIt')
        return t(completedAt ? 'opened' : 'openedPart')
      },
    },
    { key: 'when', label: t('when'), cell: ({ at }) => <Time at={at} form="table" /> },
    { key: 'way', label: t('way'), cell: ({ way }) => t(`ways.${way}`) },
  ]
  return (
    <div className="grid gap-3">
      <DataTable caption={t('logCaption')} columns={columns} rows={accesses} rowKey={({ id }) => id} />
      {more > 0 && <p className="text-small text-muted">{t('logMore', { count: more })}</p>}
    </div>
  )
}

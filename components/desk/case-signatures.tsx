import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { StatusTag } from '#components/ui/status-tag.tsx'
import { Time } from '#components/ui/time.tsx'
import type { DeskSignature } from '#lib/joining/desk/check-signatures.ts'
import type { DeskCase } from '#lib/joining/desk/read-case.ts'

/** Each signature: by whom, in which way, when, and whether it holds. */
export function CaseSignatures({ found }: { found: DeskCase }) {
  const t = useTranslations('desk.case')
  const words = useTranslations('joining')
  const columns: DataColumn<DeskSignature>[] = [
    { key: 'who', label: t('who'), heads: true, cell: ({ name }) => name },
    { key: 'as', label: t('as'), cell: ({ asWhat }) => words(`part.${asWhat}`) },
    { key: 'way', label: t('way'), cell: ({ way }) => words(`signatureWay.${way}`) },
    { key: 'at', label: t('at'), cell: ({ at }) => <Time at={at} form="table" /> },
    { key: 'proof', label: t('proof'), cell: ({ check, name }) => <Check check={check} name={name} /> },
  ]
  const waiting = found.parties.filter(({ answer }) => answer !== 'signed')
  return (
    <>
      <DataTable caption={t('signatures')} columns={columns} rows={found.checked} rowKey={({ id }) => id} />
      {waiting.length > 0 && (
        <>
          <h3 className="font-semibold">{t('missingTitle')}</h3>
          <ul className="list-disc pl-6">
            {waiting.map(({ id, name, part, answer }) => (
              <li key={id}>
                {name}, {words(`part.${part}`)}
                {answer === 'declined' && `, ${t('declined')}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Check({ check, name }: Pick<DeskSignature, 'check' | 'name'>) {
  const t = useTranslations('desk.case.proofs')
  const tone = check === 'holds' ? 'success' : check === 'paper' || check === 'voided' ? 'neutral' : 'danger'
  return <StatusTag tone={tone}>{t(check, { name })}</StatusTag>
}

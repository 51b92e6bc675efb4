import { useTranslations } from 'next-intl'
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { StatusDot } from '#components/ui/status-dot.tsx'
import { Time } from '#components/ui/time.tsx'
import type { DeskSignature } from '#lib/joining/desk/check-signatures.ts'
import type { DeskCase } from '#lib/joining/desk/read-case.ts'

/** The signatures that keep the application from being approved (lib/joining/desk/approve-application.ts refuses it). */
export const unverifiedIn = ({ checked }: DeskCase): DeskSignature[] =>
  checked.filter(({ check }) => check !== 'holds' && check !== 'paper' && check !== 'voided')

/** First on the page, while something is to be decided: signatures that could not be verified. */
export function UnverifiedNotice({ found }: { found: DeskCase }) {
  const t = useTranslations('desk.case.unverified')
  const count = unverifiedIn(found).length
  if (count === 0) return null
  const all = found.checked.filter(({ check }) => check !== 'voided').length
  return (
    <Notice tone="danger" title={count === all ? t('none') : t('some', { count, all })}>
      <p>{t('text')}</p>
    </Notice>
  )
}

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
  return <StatusDot tone={tone}>{t(check, { name })}</StatusDot>
}

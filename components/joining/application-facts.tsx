import { useTranslations } from 'next-intl'
import { DataTable } from '#components/ui/data-table.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Time } from '#components/ui/time.tsx'
import type { JoiningParty, SeenApplication } from '#lib/joining/read-application.ts'

/** Who is to answer, and who has. */
export function PartyTable({ parties }: { parties: JoiningParty[] }) {
  const t = useTranslations('joiningPages.page')
  const words = useTranslations('joining.part')
  const answer = ({ answer: said, answeredAt, seenAt, isRefused }: JoiningParty) => {
    if (said === null && !seenAt && isRefused) return <span className="font-semibold text-danger">{t('answer.notArrived')}</span>
    if (said === null) return seenAt ? t('answer.seen') : t('answer.waiting')
    return t.rich(`answer.${said}`, { at: () => (answeredAt ? <Time at={answeredAt} /> : null) })
  }
  return (
    <DataTable
      caption={t('people')}
      rows={parties}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', label: t('personColumn'), heads: true, cell: ({ name }) => name },
        { key: 'part', label: t('partColumn'), cell: ({ part }) => words(part) },
        { key: 'answer', label: t('answerColumn'), cell: answer },
      ]}
    />
  )
}

/** What has happened, and the signatures that were made. */
export function ApplicationEvents({ application }: { application: SeenApplication }) {
  const t = useTranslations('joiningPages.page')
  const words = useTranslations('joining')
  const { createdAt, askedAt, submittedAt, decidedAt, takesEffectAt, signatures } = application
  const times = [
    ['created', createdAt],
    ['asked', askedAt],
    ['submitted', submittedAt],
    ['decided', decidedAt],
    ['effect', takesEffectAt],
  ] as const
  return (
    <DefinitionList
      rows={[
        ...times.flatMap(([word, at]) => (at ? [{ key: word, term: t(`event.${word}`), text: <Time at={at} /> }] : [])),
        ...signatures.map(({ id, asWhat, way, at, voidedAt }) => ({
          key: id,
          term: (
            <span className="inline-block first-letter:uppercase">
              {words(`part.${asWhat}`)}: {words(`signatureWay.${way}`)}
            </span>
          ),
          text: (
            <>
              <Time at={at} />
              {voidedAt && <> ({t('voided')})</>}
            </>
          ),
        })),
      ]}
    />
  )
}

import { useTranslations } from 'next-intl'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ShownReceipt } from '#lib/submissions/answer-runs.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { RawAnswer } from './raw-answer.tsx'

/** What Försäkringskassan has answered, word for word. */
export function FkAnswers({ submission: { receipts, olderAnswers } }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions.page')
  const answers = receipts.filter(isAnswer)
  const others = receipts.filter((receipt) => !isAnswer(receipt))
  const count = others.reduce((sum, each) => sum + each.count, olderAnswers)
  return (
    <div className="grid gap-6">
      {receipts.length === 0 && <p className="text-muted">{t('noAnswers')}</p>}
      {answers.map((receipt) => (
        <Answer key={receipt.id} receipt={receipt} />
      ))}
      {others.length > 0 && (
        <Disclosure summary={t('otherAnswers', { count })}>
          {others.map((receipt) => (
            <RawAnswer key={receipt.id} receipt={receipt} />
          ))}
          {olderAnswers > 0 && <p className="text-small text-muted">{t('olderAnswers', { count: olderAnswers })}</p>}
        </Disclosure>
      )}
    </div>
  )
}

/** What settles something. Busy signs, error pages and "not decided yet" are kept too, but folded together. */
const isAnswer = ({ kind, verdict }: ShownReceipt): boolean => kind !== 'unreadable' && verdict !== 'mottagen'

function Answer({ receipt }: { receipt: ShownReceipt }) {
  const t = useTranslations('submissions.page')
  const { kind, verdict, statedAt, recordedAt, reason } = receipt
  const rows = [
    ...(kind === 'verdict' && verdict ? [{ term: t('verdictIs'), text: t(`verdicts.${verdict}`) }] : []),
    ...(statedAt ? [{ term: t('stated'), text: <Time at={statedAt} /> }] : []),
    { term: t('recorded'), text: <Time at={recordedAt} /> },
    ...(reason ? [{ term: t('reason'), text: <span lang="sv">{reason}</span> }] : []),
  ]
  return (
    <div className="grid gap-3">
      <DefinitionList rows={rows} />
      <RawAnswer receipt={receipt} />
    </div>
  )
}

import { useTranslations } from 'next-intl'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Time } from '#components/ui/time.tsx'
import type { ShownReceipt } from '#lib/submissions/answer-runs.ts'
import type { FoundSubmission } from '#lib/submissions/find-submission.ts'
import { RawAnswer } from './raw-answer.tsx'
import { SettledBy } from './settlement.tsx'
import { STATE_TABLE } from './state-table.ts'

/** What Försäkringskassan has answered, in their words; or why they have not. */
export function FkReceipt({ submission }: { submission: FoundSubmission }) {
  const t = useTranslations('submissions.page')
  const { kvittensId, receipts, olderAnswers, state } = submission
  const isToldAlone = submission.settledAs === 'has' && submission.deliveredAt === null
  const answers = receipts.filter(isAnswer)
  const others = receipts.filter((receipt) => !isAnswer(receipt))
  const count = others.reduce((sum, each) => sum + each.count, olderAnswers)
  return (
    <div className="grid gap-4">
      {kvittensId && <KvittensId id={kvittensId} />}
      {isToldAlone && <SettledBy submission={submission} />}
      {!kvittensId && !isToldAlone && <p className="text-muted">{t(STATE_TABLE[state.kind].withoutId)}</p>}
      {answers.map((receipt) => (
        <Answer key={receipt.id} receipt={receipt} />
      ))}
      {others.length > 0 && (
        <div className="print:hidden">
          <Disclosure summary={t('otherAnswers', { count })}>
            {others.map((receipt) => (
              <RawAnswer key={receipt.id} receipt={receipt} />
            ))}
            {olderAnswers > 0 && <p className="text-small text-muted">{t('olderAnswers', { count: olderAnswers })}</p>}
          </Disclosure>
        </div>
      )}
    </div>
  )
}

/** What settles something. Busy signs, error pages and "not decided yet" are kept too, but folded together. */
const isAnswer = ({ kind, verdict }: ShownReceipt): boolean => kind !== 'unreadable' && verdict !== 'mottagen'

function KvittensId({ id }: { id: string }) {
  const t = useTranslations('submissions.page')
  const common = useTranslations('common.copy')
  return (
    <div className="grid gap-1">
      <p className="text-small text-muted">{t('kvittensId')}</p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <p className="min-w-0 font-mono text-large font-bold wrap-anywhere select-all">{id}</p>
        <CopyButton text={id} label={t('copy', { thing: t('copyId') })} done={common('done')} failed={common('failed')} />
      </div>
    </div>
  )
}

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
      <div className="print:hidden">
        <Disclosure summary={t('raw')}>
          <RawAnswer receipt={receipt} />
        </Disclosure>
      </div>
    </div>
  )
}

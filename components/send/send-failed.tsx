'use client'
import { useTranslations } from 'next-intl'
import { closerParts } from '#components/check/load-closer-parts.ts'
import { useFocusOnShow } from '#components/check/use-focus-on-show.ts'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Report } from '#lib/checking/report.ts'
import { NEEDS_HISTORY } from '#lib/services/rules.ts'
import { needsAnotherFile } from './needs-another-file.ts'
import { useFailureSentence } from './use-failure-sentence.ts'
import type { SendFailure } from './use-send.ts'

type Props = { failure: SendFailure; isUncertain: boolean; onRetry: () => void; onChooseAgain: () => void }

/** Why it is not handed in, or why nobody knows, in the server's own words where it has any, and the way on. */
export function SendFailed({ failure, isUncertain, onRetry, onChooseAgain }: Props) {
  const t = useTranslations('send.failed')
  const file = useTranslations('send.file')
  const box = useFocusOnShow<HTMLDivElement>()
  const sentence = useFailureSentence(failure)
  const another = needsAnotherFile(failure)
  const isQuestion = failure.kind === 'refused' && failure.reason === 'unseen'
  return (
    <div ref={box} tabIndex={-1} className="grid gap-6">
      <Notice
        tone={isQuestion ? 'warning' : 'danger'}
        title={<span className="text-h3 font-bold">{t(isQuestion ? 'unseen' : isUncertain ? 'uncertain' : 'title')}</span>}
        level={1}
        action={
          <span className="flex flex-wrap gap-3">
            {failure.kind === 'signed-out' && (
              <LinkButton kind="secondary" href="/logga-in" target="_blank" rel="noopener">
                {t('logIn')}
              </LinkButton>
            )}
            {another ? (
              <Button type="button" onClick={onChooseAgain}>
                {file('corrected')}
              </Button>
            ) : (
              <Button type="button" onClick={onRetry}>
                {t(isQuestion ? 'sendAnyway' : 'retry')}
              </Button>
            )}
          </span>
        }
      >
        <p>{sentence}</p>
        {failure.kind === 'refused' && failure.id && <p className="text-small">{t('code', { id: failure.id })}</p>}
      </Notice>
      {failure.kind === 'refused' && failure.report && <Findings report={failure.report} isQuestion={isQuestion} />}
    </div>
  )
}

/** Of a question only what the person has not seen yet. */
function Findings({ report: { findings, counts, tjanst }, isQuestion }: { report: Report; isQuestion: boolean }) {
  const { FindingGroups } = closerParts()
  const shown = isQuestion ? findings.filter(({ code }) => (NEEDS_HISTORY as readonly string[]).includes(code)) : findings
  return <FindingGroups findings={shown} counts={counts} serviceId={tjanst} />
}

'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { CurlPlace } from '#components/automate/curl-call.ts'
import { Button } from '#components/ui/button.tsx'
import { Steps } from '#components/ui/steps.tsx'
import type { Report } from '#lib/checking/report.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { type AskSentBeforeInput, askSentBefore } from './ask-sent-before.ts'
import { CheckStatus } from './check-status.tsx'
import { CheckedPart } from './checked-part.tsx'
import { FileField } from './file-field.tsx'
import { putInQueue, takeFromQueue } from './file-queue.ts'
import type { OtherCompanyProps } from './other-company.tsx'
import { QueueList } from './queue-list.tsx'
import { TemplateLink } from './template-link.tsx'
import { type CheckState, type CheckTerms, useCheck } from './use-check.ts'
import { useHydrated } from './use-hydrated.ts'

export type HandInProps = {
  terms: CheckTerms
  checkOnly: boolean
  /** The receiver of the file, and how to hand it in where that is not done here. */
  receiver: string
  elsewhere: string
  accept: string | undefined
  kinds: string
  /** `edge`: the identity as it is written at every edge. */
  employer: { name: string; orgnr: string; edge: string }
  /** The reference of the submission that the file is to replace. */
  replaces: string | undefined
  /** Address for the company's own curl; absent where it has no certificate to call with. */
  place: CurlPlace | undefined
  /** The other companies that the person acts for. */
  others: OtherCompanyProps['company'][]
}

/** Choose, check, send: one column, each step below the one before. Without JavaScript it is a plain form. */
export function HandIn(props: HandInProps) {
  const { terms, checkOnly, accept, kinds, employer } = props
  const t = useTranslations('send')
  const locale = useLocale()
  const hydrated = useHydrated()
  const input = useRef<HTMLInputElement>(null)
  const { serviceId } = terms
  const { edge } = employer
  const ask = useCallback(
    (report: Report, asked: Pick<AskSentBeforeInput, 'sha256' | 'hash'>) => askSentBefore(report, { ...asked, serviceId, edge }),
    [serviceId, edge],
  )
  const { state, choose, cancel, make, mend, answer } = useCheck(terms, checkOnly ? undefined : ask)
  const [error, setError] = useState<string>()
  const [isSending, setIsSending] = useState(false)
  // One file replaces it: the next in the queue is a hand-in of its own.
  const [replacedNow, setReplacedNow] = useState<string>()
  const replaces = props.replaces === replacedNow ? undefined : props.replaces
  const dropReplaced = useCallback(() => setReplacedNow(replaces), [replaces])

  function take(files: File[]) {
    const [first, ...rest] = files
    if (!first || isSending) return
    setError(undefined)
    putInQueue(rest)
    choose(first)
  }

  // A file handed over by another page, or chosen before hydration.
  useEffect(() => {
    const [early] = input.current?.files ?? []
    const file = takeFromQueue() ?? early
    if (file) choose(file)
  }, [choose])

  return (
    <div className="grid gap-10 *:min-w-0">
      {!checkOnly && <Road state={state} />}
      <form
        method="post"
        encType="multipart/form-data"
        action="/api/inlamningar"
        className="grid max-w-doing gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setError(t('file.none'))
          input.current?.focus()
        }}
      >
        <input type="hidden" name="tjanst" value={terms.serviceId} />
        <input type="hidden" name="arbetsgivare" value={employer.edge} />
        {replaces && <input type="hidden" name="ersatter" value={replaces} />}
        <FileField
          accept={accept}
          hint={t('file.kinds', { kinds, size: formatSize(terms.maxBytes, locale) })}
          chosen={state.kind === 'none' ? undefined : state.kind === 'checked' ? state.chosen : state.file}
          locked={isSending}
          error={error}
          input={input}
          onFiles={take}
        />
        {hydrated ? (
          <p className="text-muted">{t(checkOnly ? 'file.checkOnlyChoosing' : 'file.choosingIsNotSending')}</p>
        ) : (
          <PlainSend checkOnly={checkOnly} />
        )}
        <TemplateLink serviceId={terms.serviceId} company={terms.employer} />
      </form>
      <QueueList canContinue={isAtEnd(state, checkOnly)} onContinue={choose} />
      <CheckStatus state={state} maxBytes={terms.maxBytes} onCancel={cancel} />
      {state.kind === 'checked' && (
        <CheckedPart
          key={state.key}
          {...props}
          replaces={replaces}
          checked={state}
          onReceived={dropReplaced}
          make={make}
          mend={isSending ? undefined : mend}
          onAnswer={answer}
          onBusy={setIsSending}
          onChooseAgain={() => input.current?.click()}
          onNext={choose}
        />
      )}
    </div>
  )
}

/** Before hydration, and without JavaScript. */
function PlainSend({ checkOnly }: { checkOnly: boolean }) {
  const t = useTranslations('send.file')
  if (checkOnly) return <p className="text-muted">{t('plainCheckNote')}</p>
  return (
    <div className="grid justify-items-start gap-3">
      <Button>{t('plainSend')}</Button>
      <p className="text-muted">{t('plainNote')}</p>
    </div>
  )
}

function Road({ state }: { state: CheckState }) {
  const t = useTranslations('send.steps')
  const done = useTranslations('common.steps')
  return (
    <Steps
      label={t('label')}
      steps={[t('file'), t('check'), t('send'), t('receipt')]}
      current={stepOf(state)}
      doneText={done('done')}
    />
  )
}

/** Whether nothing more can be done with the file on this page. */
function isAtEnd(state: CheckState, checkOnly: boolean): boolean {
  if (state.kind === 'checked') return checkOnly || state.report.stop > 0
  return state.kind === 'problem' || state.kind === 'cancelled'
}

function stepOf(state: CheckState): number {
  if (state.kind === 'checking') return 1
  if (state.kind !== 'checked') return 0
  return state.report.stop > 0 ? 1 : 2
}

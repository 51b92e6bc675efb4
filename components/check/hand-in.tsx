'use client'
import { useLocale, useTranslations } from 'next-intl'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CurlPlace } from '#components/automate/curl-call.ts'
import { useBatch } from '#components/batch/use-batch.ts'
import { useSendAll } from '#components/batch/use-send-all.ts'
import type { SendStage } from '#components/send/send-part.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Report } from '#lib/checking/report.ts'
import { formatSize } from '#lib/text/format-size.ts'
import { type AskSentBeforeInput, askSentBefore } from './ask-sent-before.ts'
import { CheckStatus } from './check-status.tsx'
import { CheckedPart } from './checked-part.tsx'
import { ChosenAgain } from './chosen-again.tsx'
import { FileField } from './file-field.tsx'
import { takeHandedOver } from './hand-over.ts'
import type { OtherCompanyProps } from './other-company.tsx'
import { NotSentYet, PlainOrChecked } from './plain-or-checked.tsx'
import { Road } from './road.tsx'
import { TemplateLink } from './template-link.tsx'
import { type CheckTerms, useCheck } from './use-check.ts'
import { useChosenMemory } from './use-chosen-memory.ts'

/** Fetched when several files are chosen. */
const BatchPart = lazy(async () => ({ default: (await import('#components/batch/batch-part.tsx')).BatchPart }))

export type HandInProps = {
  /** The page's heading and what is said under it, until a file has a verdict: that is the heading then. */
  title: ReactNode
  notices: ReactNode
  terms: CheckTerms
  checkOnly: boolean
  /** The receiver of the file, and how to hand it in where that is not done here. */
  receiver: string
  elsewhere: string
  accept: string | undefined
  kinds: string
  /** `edge`: the identity as it is written at every edge. */
  employer: { name: string; orgnr: string; edge: string }
  /** The person and the company: what was chosen is remembered for them alone. */
  owner: string
  /** The reference of the submission that the file is to replace. */
  replaces: string | undefined
  /** Address for the company's own curl; absent where it has no certificate to call with. */
  place: CurlPlace | undefined
  /** The other companies that the person acts for. */
  others: OtherCompanyProps['company'][]
}

/** Choose, check, send: one file, or several together. Without JavaScript it is a plain form. */
export function HandIn(props: HandInProps) {
  const { terms, checkOnly, accept, kinds, employer, owner } = props
  const t = useTranslations('send')
  const back = useTranslations('batch')
  const locale = useLocale()
  const input = useRef<HTMLInputElement>(null)
  const { serviceId } = terms
  const { edge } = employer
  const ask = useCallback(
    (report: Report, asked: Pick<AskSentBeforeInput, 'sha256' | 'hash'>) => askSentBefore(report, { ...asked, serviceId, edge }),
    [serviceId, edge],
  )
  const { state, choose, cancel, make, mend, answer } = useCheck(terms, checkOnly ? undefined : ask)
  const [isNoneChosen, setNoneChosen] = useState(false)
  const [stage, setStage] = useState<SendStage>('ready')
  const batch = useBatch({ state, choose, cancel, isSettled: true })
  const { files, isList, chosen } = batch
  const { before, remember } = useChosenMemory({ serviceId, owner })
  // One file replaces it: the next is a hand-in of its own.
  const [replacedNow, setReplacedNow] = useState<string>()
  const replaces = props.replaces === replacedNow ? undefined : props.replaces
  const dropReplaced = useCallback(() => setReplacedNow(replaces), [replaces])
  const { isSending, sendAll, stop } = useSendAll({
    serviceId,
    employer: edge,
    replaces,
    set: batch.set,
    onReceived: dropReplaced,
  })
  const isLocked = isSending || stage === 'busy'
  const isChosen = chosen.length > 0
  const isJudged = !isList && (state.kind === 'checked' || state.kind === 'problem')
  const isStopped = !isList && (state.kind === 'problem' || (state.kind === 'checked' && state.report.stop > 0))
  useTitleOfHeading()

  function take(taken: File[]) {
    if (taken.length === 0 || isLocked) return
    setNoneChosen(false)
    remember(taken)
    batch.take(taken)
  }

  // Files handed over by another page, or one chosen before hydration.
  const takeEarly = useEffectEvent(() => {
    const early = [...(input.current?.files ?? [])]
    if (input.current) input.current.value = ''
    const handed = takeHandedOver()
    take(handed.length > 0 ? [...handed] : early)
  })
  useEffect(() => takeEarly(), [])

  useEffect(() => {
    if (files.length > 0) remember(files.filter(({ state }) => state.kind !== 'received').map(({ file }) => file))
  }, [files, remember])

  const received = useCallback(
    (reference: string, repeat: boolean) => {
      dropReplaced()
      remember([])
      if (batch.openId !== undefined && state.kind === 'checked')
        batch.close({ kind: 'received', checked: state, reference, repeat })
    },
    [dropReplaced, remember, batch, state],
  )

  return (
    <div className={`grid ${isChosen ? 'gap-4 sm:gap-6' : 'gap-8'}`}>
      {!isJudged && props.title}
      {props.notices}
      {/* Of several files each has its own way. */}
      {!checkOnly && !isList && (
        <div className={isChosen ? 'max-sm:hidden' : ''}>
          <Road state={state} stage={stage} />
        </div>
      )}
      <form
        method="post"
        encType="multipart/form-data"
        action="/api/inlamningar"
        className={`grid max-w-doing ${isChosen ? '' : 'gap-4'}`}
        onSubmit={(event) => {
          event.preventDefault()
          setNoneChosen(true)
        }}
      >
        <input type="hidden" name="tjanst" value={terms.serviceId} />
        <input type="hidden" name="arbetsgivare" value={employer.edge} />
        {replaces && <input type="hidden" name="ersatter" value={replaces} />}
        <FileField
          accept={accept}
          hint={t('file.kinds', { kinds, size: formatSize(terms.maxBytes, locale) })}
          chosen={chosen}
          ask={isList ? 'add' : isChosen ? 'again' : 'choose'}
          locked={isLocked}
          error={isNoneChosen ? t('file.none') : undefined}
          input={input}
          onFiles={take}
        />
        {!isChosen && <ChosenAgain files={before} />}
        {!isChosen && <PlainOrChecked checkOnly={checkOnly} />}
        {isChosen && !checkOnly && stage === 'ready' && !isStopped && <NotSentYet />}
        {!isChosen && <TemplateLink serviceId={terms.serviceId} company={terms.employer} />}
      </form>
      {isList && (
        <Suspense>
          <BatchPart
            batch={batch}
            serviceId={serviceId}
            employer={employer}
            sender={checkOnly ? undefined : { isSending, sendAll, stop }}
          />
        </Suspense>
      )}
      {batch.openId !== undefined && (
        <div>
          <Button type="button" kind="secondary" size="small" disabled={isLocked} onClick={() => batch.close()}>
            {back('back', { count: batch.files.length })}
          </Button>
        </div>
      )}
      {!isList && <CheckStatus state={state} maxBytes={terms.maxBytes} onCancel={cancel} level={1} />}
      {!isList && state.kind === 'checked' && (
        <CheckedPart
          key={state.key}
          {...props}
          replaces={replaces}
          checked={state}
          stage={stage}
          isOneOfSeveral={batch.openId !== undefined}
          together={batch.together}
          onReceived={received}
          make={make}
          mend={stage === 'busy' ? undefined : mend}
          onAnswer={answer}
          onStage={setStage}
          onChooseAgain={() => input.current?.click()}
        />
      )}
    </div>
  )
}

/** The tab's title begins with the page's heading, which is another once a file has its verdict. Looks after each drawing. */
function useTitleOfHeading(): void {
  const name = useTranslations('common')('name')
  useEffect(() => {
    const heading = document.querySelector('h1')?.textContent
    if (heading) document.title = `${heading} – ${name}`
  })
}

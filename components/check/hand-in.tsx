'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { SendPart } from '#components/submission/send-part.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { formatSize } from '#lib/text/format-size.ts'
import { CheckProgress } from './check-progress.tsx'
import { FileField } from './file-field.tsx'
import { putInQueue, takeFromQueue } from './file-queue.ts'
import { FindingGroups } from './finding-groups.tsx'
import { OtherWay } from './other-way.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { type CheckTerms, useCheck } from './use-check.ts'
import { useHydrated } from './use-hydrated.ts'
import { Verdict } from './verdict.tsx'

export type HandInProps = {
  terms: CheckTerms
  checkOnly: boolean
  receiver: string
  elsewhere: string
  accept: string | undefined
  kinds: string
  employer: { name: string; orgnr: string; edge: string }
}

/** Choose, check, send: one column, each step under the one before. A plain form that JavaScript makes quicker. */
export function HandIn({ terms, checkOnly, receiver, elsewhere, accept, kinds, employer }: HandInProps) {
  const t = useTranslations('send')
  const locale = useLocale()
  const hydrated = useHydrated()
  const input = useRef<HTMLInputElement>(null)
  const { state, choose, cancel } = useCheck(terms)
  const [error, setError] = useState<string>()
  const now = useMemo(() => new Date(terms.issuedAt), [terms.issuedAt])

  function take(files: File[]) {
    const [first, ...rest] = files
    if (!first) return
    setError(undefined)
    putInQueue(rest)
    choose(first)
  }

  useEffect(() => {
    const handedOver = takeFromQueue()
    if (handedOver) choose(handedOver)
  }, [choose])

  const chooseAgain = () => input.current?.click()
  return (
    <div className="grid gap-10 *:min-w-0">
      <form
        method="post"
        encType="multipart/form-data"
        action="/api/inlamningar"
        className="grid gap-4"
        onSubmit={(event) => {
          if (!hydrated) return
          event.preventDefault()
          if (state.kind === 'none') setError(t('file.none'))
          input.current?.focus()
        }}
      >
        <input type="hidden" name="tjanst" value={terms.serviceId} />
        <input type="hidden" name="arbetsgivare" value={employer.edge} />
        <FileField
          accept={accept}
          hint={t('file.kinds', { kinds, size: formatSize(terms.maxBytes, locale) })}
          chosen={state.kind !== 'none'}
          error={error}
          input={input}
          onFiles={take}
        />
        {hydrated ? (
          <p className="text-muted">{t(checkOnly ? 'file.checkOnlyChoosing' : 'file.choosingIsNotSending')}</p>
        ) : (
          <PlainSend checkOnly={checkOnly} />
        )}
      </form>

      <p role="status" className="sr-only">
        {state.kind === 'checking' && t('checking.start', { name: state.file.name })}
        {state.kind === 'cancelled' && t('checking.cancelled')}
      </p>
      {state.kind === 'checking' && (
        <CheckProgress file={state.file} bytes={state.bytes} poster={state.poster} onCancel={cancel} />
      )}
      {state.kind === 'cancelled' && <p>{t('checking.cancelled')}</p>}
      {state.kind === 'problem' && <ProblemNotice file={state.file} reason={state.reason} maxBytes={terms.maxBytes} />}
      {state.kind === 'checked' && (
        <div key={state.key} className="grid gap-10 *:min-w-0">
          <Verdict report={state.report} checkOnly={checkOnly} receiver={receiver} now={now}>
            <OtherWay report={state.report} file={state.file} />
            {state.report.stop > 0 && (
              <div>
                <Button type="button" onClick={chooseAgain}>
                  {t('file.corrected')}
                </Button>
              </div>
            )}
          </Verdict>
          {checkOnly && state.report.stop === 0 && (
            <Notice tone="info" title={t('checkOnly.title')}>
              <p>{t('checkOnly.after', { receiver })}</p>
              <p>{elsewhere}</p>
            </Notice>
          )}
          {state.report.findings.length > 0 && (
            <Section id="anmarkningar" title={t('findings.title')}>
              <FindingGroups findings={state.report.findings} counts={state.report.counts} />
            </Section>
          )}
          {!checkOnly && state.report.stop === 0 && (
            <SendPart
              checked={state}
              serviceId={terms.serviceId}
              employer={employer}
              onChooseAgain={chooseAgain}
              onNext={choose}
            />
          )}
        </div>
      )}
    </div>
  )
}

/** Until the page has woken up, or for ever where it never does. */
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

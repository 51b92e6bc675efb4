'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { BatchPart } from '#components/batch/batch-part.tsx'
import { useBatch } from '#components/batch/use-batch.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { CheckStatus } from './check-status.tsx'
import { ChosenAgain } from './chosen-again.tsx'
import { FileField } from './file-field.tsx'
import { otherService } from './other-service.ts'
import { TemplateLink } from './template-link.tsx'
import { TriedPart } from './tried-part.tsx'
import { type CheckState, type CheckTerms, useCheck } from './use-check.ts'
import { useChosenMemory } from './use-chosen-memory.ts'
import { type Readiness, useReady, useRequests } from './use-offline.ts'

type Props = { terms: CheckTerms; hint: string }

/** Choose and check without logging in; no request is made once the page is ready. */
export function TryFile({ terms, hint }: Props) {
  const t = useTranslations('tryOut')
  const back = useTranslations('batch')
  const input = useRef<HTMLInputElement>(null)
  const { state, choose, cancel, prepare, make, mend, answer } = useCheck(terms)
  const readiness = useReady(prepare)
  const [chosenAt, setChosenAt] = useState<number>()
  const requests = useRequests(chosenAt) + (state.kind === 'checked' ? state.requests : 0)
  const isSwitching = useOwnService(state, choose)
  const batch = useBatch({ state, choose, cancel, isSettled: !isSwitching })
  const { isList, chosen } = batch
  const { before, remember } = useChosenMemory({ serviceId: 'prova', owner: '' })

  function take(files: File[]) {
    if (files.length === 0) return
    setChosenAt(performance.now())
    remember(files)
    batch.take(files)
  }

  if (readiness !== 'ready') return <NotReady readiness={readiness} hint={hint} serviceId={terms.serviceId} />
  return (
    <div className="grid gap-10">
      <div className="grid max-w-doing gap-4">
        <FileField
          accept={undefined}
          hint={hint}
          chosen={chosen}
          ask={isList ? 'add' : chosen.length > 0 ? 'again' : 'choose'}
          locked={false}
          error={undefined}
          input={input}
          onFiles={take}
        />
        <p role="status" className="font-semibold">
          {chosenAt === undefined ? t('ready') : t('proof', { count: requests })}
        </p>
        {chosen.length === 0 && <ChosenAgain files={before} />}
        {chosen.length === 0 && <TemplateLink serviceId={terms.serviceId} company={undefined} />}
      </div>
      {isList && <BatchPart batch={batch} serviceId={terms.serviceId} employer={undefined} sender={undefined} />}
      {batch.openId !== undefined && (
        <div>
          <Button type="button" kind="secondary" size="small" onClick={() => batch.close()}>
            {back('back', { count: batch.files.length })}
          </Button>
        </div>
      )}
      {!isList && <CheckStatus state={state} maxBytes={terms.maxBytes} onCancel={cancel} />}
      {!isList && state.kind === 'checked' && !isSwitching && (
        <TriedPart
          key={state.key}
          checked={state}
          make={make}
          mend={mend}
          onAnswer={answer}
          now={new Date(terms.issuedAt)}
          onChooseAgain={() => input.current?.click()}
        />
      )}
    </div>
  )
}

type NotReadyProps = { readiness: Exclude<Readiness, 'ready'>; hint: string; serviceId: string }

/** In the place of the field, and as high, so that nothing moves when it comes. */
function NotReady({ readiness, hint, serviceId }: NotReadyProps) {
  const t = useTranslations('tryOut')
  if (readiness === 'failed') return <Notice tone="danger" live="alert" title={t('failed')} />
  return (
    <div className="grid max-w-doing gap-4">
      <div className="grid gap-3 rounded-card border-2 border-edge border-dashed bg-surface p-4 sm:p-6">
        <p role="status" className="text-h4 font-semibold">
          {t('preparing')}
        </p>
        <p className="min-h-14 text-small text-muted">{t('plain')}</p>
        <p className="text-small text-muted">{hint}</p>
      </div>
      <p className="invisible font-semibold" aria-hidden="true">
        {t('ready')}
      </p>
      <TemplateLink serviceId={serviceId} company={undefined} />
    </div>
  )
}

/** Checks a file of another e-service again as that one's. True until the second check has begun. */
function useOwnService(state: CheckState, choose: (file: File, serviceId?: string) => void): boolean {
  const other = state.kind === 'checked' ? otherService(state.report) : undefined
  const chosen = state.kind === 'checked' ? state.chosen : undefined
  const switched = useRef<File>(undefined)
  const isSwitching = other !== undefined && switched.current !== chosen
  useEffect(() => {
    if (!other || !chosen || switched.current === chosen) return
    switched.current = chosen
    choose(chosen, other)
  }, [other, chosen, choose])
  return isSwitching
}

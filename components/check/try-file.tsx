'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import { CheckStatus } from './check-status.tsx'
import { FileField } from './file-field.tsx'
import { putInQueue } from './file-queue.ts'
import { otherService } from './other-service.ts'
import { QueueList } from './queue-list.tsx'
import { TemplateLink } from './template-link.tsx'
import { TriedPart } from './tried-part.tsx'
import { type CheckState, type CheckTerms, useCheck } from './use-check.ts'
import { type Readiness, useReady, useRequests } from './use-offline.ts'

type Props = { terms: CheckTerms; hint: string }

/** Choose and check without logging in; no request is made once the page is ready. */
export function TryFile({ terms, hint }: Props) {
  const t = useTranslations('tryOut')
  const input = useRef<HTMLInputElement>(null)
  const { state, choose, cancel, prepare, make, mend, answer } = useCheck(terms)
  const readiness = useReady(prepare)
  const [chosenAt, setChosenAt] = useState<number>()
  const requests = useRequests(chosenAt) + (state.kind === 'checked' ? state.requests : 0)
  const isSwitching = useOwnService(state, choose)

  function take(files: File[]) {
    const [first, ...rest] = files
    if (!first) return
    setChosenAt(performance.now())
    putInQueue(rest)
    choose(first)
  }

  if (readiness !== 'ready') return <NotReady readiness={readiness} />
  return (
    <div className="grid gap-10 *:min-w-0">
      <div className="grid max-w-doing gap-4">
        <FileField
          accept={undefined}
          hint={hint}
          chosen={chosenFile(state)}
          locked={false}
          error={undefined}
          input={input}
          onFiles={take}
        />
        <TemplateLink serviceId={terms.serviceId} company={undefined} />
        <p role="status" className="font-semibold">
          {chosenAt === undefined ? t('ready') : t('proof', { count: requests })}
        </p>
      </div>
      <QueueList canContinue={state.kind !== 'checking' && state.kind !== 'none'} onContinue={(file) => take([file])} />
      <CheckStatus state={state} maxBytes={terms.maxBytes} onCancel={cancel} />
      {state.kind === 'checked' && !isSwitching && (
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

function NotReady({ readiness }: { readiness: Exclude<Readiness, 'ready'> }) {
  const t = useTranslations('tryOut')
  if (readiness === 'failed') return <Notice tone="danger" live="alert" title={t('failed')} />
  return (
    <div className="grid gap-2">
      <p role="status">{t('preparing')}</p>
      <p className="text-muted">{t('plain')}</p>
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

function chosenFile(state: CheckState): File | undefined {
  if (state.kind === 'none') return undefined
  return state.kind === 'checked' ? state.chosen : state.file
}

'use client'
// Here: handing a checked file in from the browser: review, one request or a resumable upload, progress, and what went wrong.
// The check before it is components/check's, several files together components/batch's.
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import type { CheckedFile } from '#components/check/use-check.ts'
import { useFocusOnShow } from '#components/check/use-focus-on-show.ts'
import { rememberSent } from '#components/layout/client-root.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { makeSendRequest } from './make-send-request.ts'
import { needsAnotherFile } from './needs-another-file.ts'
import { Review } from './review.tsx'
import { SendFailed } from './send-failed.tsx'
import { Sending } from './sending.tsx'
import { type SendState, useSend } from './use-send.ts'

/** `busy` from the moment it goes until it is known not to have arrived; `refused`: the same file would be refused again. */
export type SendStage = 'ready' | 'busy' | 'failed' | 'refused'

type Props = {
  checked: CheckedFile
  serviceId: string
  employer: { edge: string }
  /** The reference of the submission that the file is to replace. */
  replaces: string | undefined
  isOneOfSeveral: boolean
  onStage: (stage: SendStage) => void
  onReceived: (reference: string, repeat: boolean) => void
  onChooseAgain: () => void
}

/** From review to reference number. */
export function SendPart({ checked, serviceId, employer, replaces, isOneOfSeveral, ...on }: Props) {
  const t = useTranslations('send')
  const { state, send, cancel } = useSend()
  const { file } = checked
  const { onStage, onReceived } = on
  const stage = stageOf(state)
  useEffect(() => {
    onStage(stage)
    return () => onStage('ready')
  }, [stage, onStage])
  const told = state.kind === 'failed' && state.failure.kind === 'refused' ? state.failure.report : undefined
  async function start() {
    // The button stands below the findings that the server told of, so the person has seen them.
    const seen = { told: Object.keys(told?.counts ?? {}) }
    await send(await makeSendRequest(checked, { serviceId, employer: employer.edge, replaces, ...seen }))
  }
  if (state.kind === 'failed') return <SendFailed {...state} onRetry={() => void start()} onChooseAgain={on.onChooseAgain} />
  return (
    <Section id="skicka" title={t('review.title')}>
      {state.kind === 'ready' && <Review report={checked.report} onSend={() => void start()} />}
      {state.kind === 'sending' && <Sending file={file} progress={state} onCancel={cancel} />}
      {state.kind === 'received' && <Received {...state} isLast={!isOneOfSeveral} onShow={onReceived} />}
    </Section>
  )
}

type ReceivedProps = {
  reference: string
  repeat: boolean
  /** Leads to its receipt. */
  isLast: boolean
  onShow: (reference: string, repeat: boolean) => void
}

function Received({ reference, repeat, isLast, onShow }: ReceivedProps) {
  const t = useTranslations('send')
  const box = useFocusOnShow<HTMLDivElement>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the answer came
  useEffect(() => {
    onShow(reference, repeat)
    if (!isLast) return
    rememberSent()
    window.location.assign(`/inlamningar/${reference}${repeat ? '?dubblett=1' : ''}`)
  }, [])
  return (
    <div ref={box} tabIndex={-1}>
      <Notice tone="success" title={t('sending.done', { reference })} level={3}>
        <p>{t('sending.opening')}</p>
      </Notice>
    </div>
  )
}

function stageOf(state: SendState): SendStage {
  switch (state.kind) {
    case 'ready':
      return 'ready'
    case 'sending':
    case 'received':
      return 'busy'
    case 'failed':
      return needsAnotherFile(state.failure) ? 'refused' : 'failed'
  }
}

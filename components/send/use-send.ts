'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { loadCloserParts } from '#components/check/load-closer-parts.ts'
import { beginSend } from './begin-send.ts'
import { mayHaveArrived } from './read-send-answer.ts'
import type { RunningSend, SendOutcome, SendRequest, UploadProgress } from './send-file.ts'
import { useWarnBeforeLeaving } from './use-warn-before-leaving.ts'

export type SendFailure = Exclude<SendOutcome, { kind: 'received' }>
export type SendState =
  | { kind: 'ready' }
  | ({ kind: 'sending' } & UploadProgress)
  /** `isUncertain`: this try or an earlier one may have arrived all the same. */
  | { kind: 'failed'; failure: SendFailure; isUncertain: boolean }
  | { kind: 'received'; reference: string; repeat: boolean }

/** One send at a time; a second click while one runs does nothing. Leaving the page is asked about while something would be lost by it. */
export function useSend() {
  const [state, setState] = useState<SendState>({ kind: 'ready' })
  const running = useRef<RunningSend | null>(null)
  const uncertain = useRef(false)
  useEffect(() => () => running.current?.leave(), [])
  useWarnBeforeLeaving(state.kind === 'sending' && !state.mayLeave)

  const send = useCallback(async (request: SendRequest) => {
    if (running.current) return
    setState({ kind: 'sending', sent: 0, isWaiting: false, mayLeave: false })
    let allSent = false
    const sending = beginSend(request, (progress) => {
      allSent = progress.sent >= request.file.size
      setState({ kind: 'sending', ...progress })
    })
    running.current = sending
    const outcome = await sending.outcome
    running.current = null
    if (outcome.kind === 'refused' && outcome.report) await loadCloserParts()
    uncertain.current ||= mayHaveArrived(outcome, allSent)
    setState(outcome.kind === 'received' ? outcome : { kind: 'failed', failure: outcome, isUncertain: uncertain.current })
  }, [])

  const cancel = useCallback(() => running.current?.cancel(), [])
  const reset = useCallback(() => {
    uncertain.current = false
    setState({ kind: 'ready' })
  }, [])
  return { state, send, cancel, reset }
}

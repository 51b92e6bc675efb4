'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { mayHaveArrived } from './read-send-answer.ts'
import { type RunningSend, type SendOutcome, type SendRequest, sendFile, type UploadProgress } from './send-file.ts'
import { sendResumable } from './send-resumable.ts'

/** Smaller ones are there before anybody would go on with them. */
const RESUMABLE_FROM_BYTES = 5_000_000

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
    const begin = request.file.size >= RESUMABLE_FROM_BYTES ? sendResumable : sendFile
    setState({ kind: 'sending', sent: 0, isWaiting: false, mayLeave: false })
    let allSent = false
    const sending = begin(request, (progress) => {
      allSent = progress.sent >= request.file.size
      setState({ kind: 'sending', ...progress })
    })
    running.current = sending
    const outcome = await sending.outcome
    running.current = null
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

function useWarnBeforeLeaving(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [active])
}

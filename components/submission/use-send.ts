'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type SendOutcome, type SendRequest, sendFile } from './send-file.ts'

export type SendFailure = Exclude<SendOutcome, { kind: 'received' }>
export type SendState =
  | { kind: 'ready' }
  | { kind: 'sending'; sent: number }
  | { kind: 'failed'; failure: SendFailure }
  | { kind: 'received'; reference: string; repeat: boolean }

/** One send at a time; a second click while one runs does nothing. Leaving the page is asked about only while it runs. */
export function useSend() {
  const [state, setState] = useState<SendState>({ kind: 'ready' })
  const running = useRef<{ cancel: () => void } | null>(null)
  useEffect(() => () => running.current?.cancel(), [])
  useWarnBeforeLeaving(state.kind === 'sending')

  const send = useCallback(async (request: SendRequest) => {
    if (running.current) return
    setState({ kind: 'sending', sent: 0 })
    const sending = sendFile(request, (sent) => setState({ kind: 'sending', sent }))
    running.current = sending
    const outcome = await sending.outcome
    running.current = null
    setState(outcome.kind === 'received' ? outcome : { kind: 'failed', failure: outcome })
  }, [])

  const cancel = useCallback(() => running.current?.cancel(), [])
  const reset = useCallback(() => setState({ kind: 'ready' }), [])
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

'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { beginSend } from '#components/send/begin-send.ts'
import { makeSendRequest } from '#components/send/make-send-request.ts'
import { mayHaveArrived } from '#components/send/read-send-answer.ts'
import type { RunningSend } from '#components/send/send-file.ts'
import { useWarnBeforeLeaving } from '#components/send/use-warn-before-leaving.ts'
import type { BatchFile, BatchFileState } from './batch.ts'

type SendAllInput = {
  serviceId: string
  employer: string
  /** The reference of the submission that the first file is to replace. */
  replaces: string | undefined
  set: (id: number, state: BatchFileState) => void
  onReceived: () => void
}

/** Sends files one after the other; one that fails stops no other, unless all would fail in the same way. */
export function useSendAll({ serviceId, employer, replaces, set, onReceived }: SendAllInput) {
  const [isSending, setSending] = useState(false)
  const running = useRef<RunningSend>(undefined)
  const isStopped = useRef(false)
  useEffect(() => () => running.current?.leave(), [])
  useWarnBeforeLeaving(isSending)

  const sendAll = useCallback(
    async (files: readonly BatchFile[]) => {
      isStopped.current = false
      setSending(true)
      let replacing = replaces
      for (const { id, state } of files) {
        if (isStopped.current) break
        if (state.kind !== 'checked' && state.kind !== 'failed') continue
        const { checked } = state
        set(id, { kind: 'sending', checked, share: 0 })
        const request = await makeSendRequest(checked, { serviceId, employer, replaces: replacing })
        let share = 0
        const sending = beginSend(request, ({ sent }) => {
          share = Math.min(1, sent / Math.max(1, request.file.size))
          set(id, { kind: 'sending', checked, share })
        })
        running.current = sending
        const outcome = await sending.outcome
        running.current = undefined
        if (outcome.kind === 'received') {
          const { reference, repeat } = outcome
          set(id, { kind: 'received', checked, reference, repeat })
          replacing = undefined
          onReceived()
          continue
        }
        const wasUncertain = state.kind === 'failed' && state.isUncertain
        set(id, { kind: 'failed', checked, failure: outcome, isUncertain: wasUncertain || mayHaveArrived(outcome, share === 1) })
        // The next would meet the same.
        if (outcome.kind === 'signed-out' || outcome.kind === 'network') break
      }
      setSending(false)
    },
    [serviceId, employer, replaces, set, onReceived],
  )

  const stop = useCallback(() => {
    isStopped.current = true
    running.current?.cancel()
  }, [])
  return { isSending, sendAll, stop }
}

'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Report } from '#lib/checking/report.ts'
import type { CheckMessage } from './check-messages.ts'
import { runCheck } from './run-check.ts'

/** A file that was read and checked. `key` is made once per chosen file, so that a repeated send is the same send. */
export type CheckedFile = { file: File; report: Report; sha256: string; key: string }

export type CheckState =
  | { kind: 'none' }
  | { kind: 'checking'; file: File; bytes: number; poster: number }
  | ({ kind: 'checked' } & CheckedFile)
  | { kind: 'problem'; file: File; reason: 'unreadable' | 'tooLarge' | 'broke' }
  | { kind: 'cancelled'; file: File }

export type CheckTerms = {
  serviceId: string
  maxBytes: number
  environment: 'test' | 'produktion'
  employers: string[]
  /** When the server made the page, ISO. */
  issuedAt: string
}

/** One file at a time: choosing another ends the check of the former. */
export function useCheck(terms: CheckTerms) {
  const [state, setState] = useState<CheckState>({ kind: 'none' })
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])

  const choose = useCallback(
    (file: File) => {
      stop.current()
      if (file.size > terms.maxBytes) {
        setState({ kind: 'problem', file, reason: 'tooLarge' })
        return
      }
      setState({ kind: 'checking', file, bytes: 0, poster: 0 })
      const request = { file, serviceId: terms.serviceId, environment: terms.environment, employers: terms.employers }
      stop.current = runCheck({ ...request, now: presentTime(terms.issuedAt) }, (message) => setState(stateAfter(file, message)))
    },
    [terms],
  )

  const cancel = useCallback(() => {
    stop.current()
    setState((before) => (before.kind === 'checking' ? { kind: 'cancelled', file: before.file } : before))
  }, [])

  return { state, choose, cancel }
}

function stateAfter(file: File, message: CheckMessage): CheckState {
  switch (message.kind) {
    case 'progress':
      return { kind: 'checking', file, bytes: message.bytes, poster: message.poster }
    case 'checked':
      return { kind: 'checked', file, report: message.report, sha256: message.sha256, key: crypto.randomUUID() }
    case 'unreadable':
      return { kind: 'problem', file, reason: 'unreadable' }
    case 'broke':
      return { kind: 'problem', file, reason: 'broke' }
  }
}

/** A computer whose clock is slow must not find a file "made in the future": it is at least as late as the page. */
function presentTime(issuedAt: string): string {
  return new Date(Math.max(Date.now(), Date.parse(issuedAt))).toISOString()
}

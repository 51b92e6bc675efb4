// The line to a receiver: open, or resting after failures that are not the files'. Every relay judges for itself.
import { backoffMs } from '#lib/leases.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { Receiver } from '#lib/wire/receiver.ts'

export type CircuitState = { kind: 'open' } | { kind: 'resting'; code: string; until: Date; pauses: number }
export type CircuitBreaker = {
  state: () => CircuitState
  /** How many files may be under way at once: all the receiver allows, one to try with after a rest, none while resting. */
  room: (limits: { connections: number }, now: Date) => number
  note: (outcome: Pick<Outcome, 'kind' | 'code'> & { fault?: string }, pause: Receiver['pause'], now: Date) => void
  /** Something is known to be wrong before anything is sent (our certificate, for instance). */
  stop: (code: string, pause: Receiver['pause'], now: Date) => void
  /** What we know about the receiver has changed: judge anew. */
  reopen: () => void
}

/** Growing pauses: each rest that one try does not end is twice as long as the last. */
export function createCircuitBreaker(): CircuitBreaker {
  let state: CircuitState = { kind: 'open' }
  let failures = 0
  const stop = (code: string, pause: Receiver['pause'], now: Date) => {
    // Files that were under way when the rest began do not lengthen it.
    if (state.kind === 'resting' && now < state.until) return
    const pauses = state.kind === 'resting' ? state.pauses + 1 : 1
    const restMs = backoffMs(pauses, pause)
    state = { kind: 'resting', code, until: new Date(now.getTime() + restMs), pauses }
  }
  return {
    state: () => state,
    room({ connections }, now) {
      if (state.kind === 'open') return connections
      return now < state.until ? 0 : 1
    },
    note(outcome, pause, now) {
      if (outcome.kind === 'accepted' || outcome.kind === 'rejected') {
        failures = 0
        state = { kind: 'open' }
        return
      }
      if (outcome.fault === 'payload' || outcome.fault === 'employer' || outcome.code === 'relay-lost') return
      failures++
      if (outcome.fault === 'line' || failures >= pause.afterFailures || state.kind === 'resting') stop(outcome.code, pause, now)
    },
    stop,
    reopen() {
      failures = 0
      state = { kind: 'open' }
    },
  }
}

// The circuit breaker of the way to a receiver: it opens after failures that are not the files'. Each relay judges for itself.
// `now` is in milliseconds of a clock that is never set back (performance.now): a rest must not last as long as a wrong clock says.
import { backoffMs } from '#lib/leases.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { Receiver } from '#lib/wire/receiver.ts'

/** Closed: files go out. Open until `until`, then half open: one file at a time tries. */
export type CircuitState = { kind: 'closed' } | { kind: 'open'; code: string; until: number; pauses: number }
type Pause = Receiver['pause']

export type CircuitBreaker = {
  state: () => CircuitState
  /** How many files may be under way at once: all the receiver allows, one when half open, none while open. */
  limit: (limits: { connections: number }, now: number) => number
  record: (outcome: Pick<Outcome, 'kind' | 'code'> & { fault?: string }, pause: Pause, now: number) => void
  /** Opens: something is known to be wrong before anything is sent (our certificate, for instance). */
  trip: (code: string, pause: Pause, now: number) => void
  /** Closes: what is known of the receiver has changed. */
  reset: () => void
}

/** Each pause that one try does not end is twice as long as the last. */
export function createCircuitBreaker(): CircuitBreaker {
  let state: CircuitState = { kind: 'closed' }
  let failures = 0
  const trip = (code: string, pause: Pause, now: number) => {
    // Files that were under way when the pause began do not lengthen it.
    if (state.kind === 'open' && now < state.until) return
    const pauses = state.kind === 'open' ? state.pauses + 1 : 1
    state = { kind: 'open', code, until: now + backoffMs(pauses, pause), pauses }
  }
  const reset = () => {
    failures = 0
    state = { kind: 'closed' }
  }
  return {
    state: () => state,
    limit({ connections }, now) {
      if (state.kind === 'closed') return connections
      return now < state.until ? 0 : 1
    },
    record(outcome, pause, now) {
      if (outcome.kind === 'accepted' || outcome.kind === 'rejected') return reset()
      if (outcome.fault === 'payload' || outcome.fault === 'employer' || outcome.code === 'relay-lost') return
      failures++
      if (outcome.fault === 'line' || failures >= pause.afterFailures || state.kind === 'open') trip(outcome.code, pause, now)
    },
    trip,
    reset,
  }
}

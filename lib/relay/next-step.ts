import { backoffMs } from '#lib/leases.ts'
import type { HoldReason, NextStep } from '#lib/submissions/state.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { Receiver } from '#lib/wire/receiver.ts'

export type StepFacts = {
  /** Does the receiver drop a repeated message id? */
  dedupes: boolean
  /** The attempt that ended, from 1. */
  number: number
  msSinceFirstAttempt: number
  /** From the first attempt since a person last put it in the queue. */
  msTrying: number
  /** An earlier attempt of this submission ended unknown. */
  unknownBefore: boolean
  /** Attempts that ended with the relay that made them, this one included. */
  deaths: number
  retry: Receiver['retry']
  /** 0 ≤ jitter < 1 */
  jitter: number
}

/** After so many attempts that ended with their relay a file is held: it may have arrived, and may be what ends them. */
const DEATHS = 3

/**
 * What follows on an outcome: a table, read from the top. What may have arrived is sent again only under the same message
 * id to a receiver that drops repeats; else a person must ask.
 */
export function nextStep(outcome: Outcome, facts: StepFacts): NextStep {
  const { dedupes, unknownBefore, deaths, retry } = facts
  const mayHaveArrived = outcome.kind === 'unknown' || unknownBefore
  if (outcome.kind === 'accepted') return { kind: 'done' }
  // A receiver that has the file may answer its repeat with an error: that is no refusal of the first.
  if (outcome.kind === 'rejected') return unknownBefore ? hold('unknown') : { kind: 'done' }
  if (outcome.kind === 'unsent' && outcome.fault === 'payload') return hold(mayHaveArrived ? 'unknown' : 'payload')
  if (mayHaveArrived && !dedupes) return hold('unknown')
  if (mayHaveArrived && deaths >= DEATHS) return hold('unknown')
  // The line's fault or the certificate's is not the file's: it waits as long as that takes. What may have arrived does
  // not: a receiver remembers ids for a time only, and after it a repeat would be a second message.
  const waits = outcome.kind === 'unsent' && outcome.fault !== 'receiver' && !mayHaveArrived
  const triedMs = mayHaveArrived ? facts.msSinceFirstAttempt : facts.msTrying
  if (triedMs >= retry.giveUpAfterMs && !waits) return hold(mayHaveArrived ? 'unknown' : 'gave-up')
  const asked = outcome.kind === 'unsent' ? (outcome.retryAfterMs ?? 0) : 0
  return {
    kind: 'retry',
    afterMs: Math.max(Math.min(asked, retry.retryAfterMaxMs), backoffMs(facts.number, retry, facts.jitter)),
  }
}

const hold = (reason: HoldReason): NextStep => ({ kind: 'hold', reason })

import { setTimeout as sleep } from 'node:timers/promises'
import { backoffMs, underLease } from '#lib/leases.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import type { Claim } from '#lib/submissions/claim-next.ts'
import { extendLease } from '#lib/submissions/extend-lease.ts'
import { holdSubmission } from '#lib/submissions/hold-submission.ts'
import { type OpenAttempt, openAttempt } from '#lib/submissions/open-attempt.ts'
import { type AttemptRecord, type RecordAttemptResult, recordAttempt } from '#lib/submissions/record-attempt.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { OutgoingFile } from './channels/channel.ts'
import { isWhole } from './is-whole.ts'
import { nextStep } from './next-step.ts'
import type { Relay } from './relay.ts'

/**
 * One claimed submission, one try: attempt opened, sent, outcome recorded. Assumes that the process dies between any two lines:
 * an attempt that nobody closed is found by the next claimer, and is recorded as unknown before anything else.
 */
export async function sendSubmission(relay: Relay, claim: Claim, signal: AbortSignal): Promise<void> {
  const { db, name, receiver, channel } = relay
  if (claim.lost) return recordLost(relay, claim, { attempt: claim.lost, signal })
  // It may have arrived before, and this receiver does not drop repeats (any more), or may have forgotten the id by now.
  if (claim.unknownBefore && (!receiver.dedupes || claim.msSinceFirstAttempt >= receiver.retry.giveUpAfterMs)) {
    await holdSubmission({ db }, { claim, reason: 'unknown', relay: name })
    return
  }
  const parcel = parcelOf(relay, claim)
  const lease = leaseOf(relay, claim)
  // Reading a large file through can outlast a lease, too.
  const whole = await underLease(lease, () => isWhole(parcel))
  const attempt = await openAttempt({ db }, claim, { relay: name, leaseMs: receiver.limits.leaseMs })
  if (!attempt) return relay.log.warn('claim-lost', { submissionId: claim.submissionId })
  const begun = performance.now()
  const outcome = whole ? await underLease(lease, () => channel.deliver(parcel, signal)) : DAMAGED
  const durationMs = Math.round(performance.now() - begun)
  await record(relay, claim, { attempt, outcome, durationMs, dedupes: receiver.dedupes, signal })
}

const DAMAGED: Outcome = { kind: 'unsent', code: 'payload-damaged', fault: 'payload', retryAfterMs: null, answer: null }

function parcelOf({ payloads }: Relay, { employerId, ...claim }: Claim): OutgoingFile {
  const { messageId, orgnr, service, fileName, bytes, sha256 } = claim
  return { messageId, orgnr, service, fileName, bytes, sha256, open: () => openPayload({ ...payloads, employerId, sha256 }) }
}

async function recordLost(relay: Relay, claim: Claim, lost: Pick<AttemptEnd, 'attempt' | 'signal'>): Promise<void> {
  const outcome: Outcome = { kind: 'unknown', code: 'relay-lost', answer: null }
  const { dedupes } = relay.receiver
  await record(relay, { ...claim, deaths: claim.deaths + 1 }, { ...lost, outcome, durationMs: null, dedupes })
}

function leaseOf({ db, log, receiver }: Relay, claim: Claim) {
  const { leaseMs } = receiver.limits
  const onFault = (error: unknown) => log.fault('lease-not-extended', error)
  return { leaseMs, renew: () => extendLease({ db }, claim, leaseMs), onFault }
}

type AttemptEnd = {
  attempt: OpenAttempt
  outcome: Outcome
  durationMs: number | null
  /** Did the receiver drop repeats, by what we knew when the attempt began? */
  dedupes: boolean
  signal: AbortSignal
}

async function record(relay: Relay, claim: Claim, ended: AttemptEnd): Promise<void> {
  const { log, line, receiver } = relay
  const { outcome, durationMs } = ended
  const said = attemptLogOf(claim, ended)
  const kept = await persist(relay, recordOf(relay, claim, ended), ended.signal).catch((error) => {
    // The last that is known of it: with the id a person can ask the receiver.
    log.error('answer-lost', said)
    throw error
  })
  if (kept === 'receipt-taken') {
    // An id that another submission has proves nothing about this one (and something is wrong over there).
    log.error('receipt-taken', said)
    const counted = { ...claim, takenReceipts: claim.takenReceipts + 1 }
    return record(relay, counted, { ...ended, outcome: { kind: 'unknown', code: 'receipt-taken', answer: outcome.answer } })
  }
  if (kept === 'late' || kept === 'received-late') log.warn(`attempt-${kept}`, said)
  else log.info('attempt', { ...said, ...(durationMs !== null && { durationMs }) })
  line.note(outcome, receiver.pause, new Date())
}

function attemptLogOf({ submissionId }: Claim, { attempt, outcome }: AttemptEnd) {
  const { kind, code } = outcome
  return {
    submissionId,
    attempt: attempt.number,
    outcome: kind,
    code,
    ...(kind === 'accepted' && { kvittensId: outcome.kvittensId }),
  }
}

function recordOf({ name, receiver, lot }: Relay, claim: Claim, ended: AttemptEnd): AttemptRecord {
  const { attempt, outcome, durationMs } = ended
  const { retry, verdictPath, polling } = receiver
  // The file may have been read anew meanwhile: what went to a receiver that keeps repeats went there.
  const dedupes = ended.dedupes && receiver.dedupes
  const { msSinceFirstAttempt, msTrying, unknownBefore, deaths, takenReceipts } = claim
  const { number } = attempt
  const facts = { dedupes, number, msSinceFirstAttempt, msTrying, unknownBefore, deaths, takenReceipts, retry, lot: lot() }
  const step = nextStep(outcome, facts)
  const firstPollMs = verdictPath === null ? null : polling.firstMs
  return { claim, attempt, outcome, step, durationMs, firstPollMs, relay: name }
}

/**
 * The receiver has answered and the database is away: try for as long as the claim is likely to be ours. A receipt is true
 * even after that, and nobody else has it: it is held on to for as long as a sending may take, unless we are told to stop.
 */
async function persist(relay: Relay, attemptRecord: AttemptRecord, signal: AbortSignal): Promise<RecordAttemptResult> {
  const begun = performance.now()
  const { leaseMs, totalMs } = relay.receiver.limits
  const forMs = () => (attemptRecord.outcome.kind === 'accepted' && !signal.aborted ? Math.max(leaseMs, totalMs) : leaseMs)
  for (let tries = 1; ; tries++) {
    try {
      return await recordAttempt(relay, attemptRecord)
    } catch (error) {
      if (performance.now() > begun + forMs()) throw error
      relay.log.fault('attempt-not-recorded', error, { submissionId: attemptRecord.claim.submissionId })
      await sleep(backoffMs(tries, { firstMs: 100, maxMs: 2_000 }))
    }
  }
}

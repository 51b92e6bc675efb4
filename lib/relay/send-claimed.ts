import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { backoffMs, underLease } from '#lib/leases.ts'
import { openPayload, PayloadDamaged } from '#lib/store/open-payload.ts'
import type { Claim } from '#lib/submissions/claim-next.ts'
import { extendLease } from '#lib/submissions/claim-next.ts'
import { holdSubmission } from '#lib/submissions/hold-submission.ts'
import { type OpenAttempt, openAttempt } from '#lib/submissions/open-attempt.ts'
import { type AttemptRecord, type RecordAttemptResult, recordAttempt } from '#lib/submissions/record-attempt.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { OutgoingFile, SendOptions } from './channels/channel.ts'
import type { LineRest } from './line.ts'
import type { LineWatch } from './line-watches.ts'
import { nextStep } from './next-step.ts'
import type { Relay } from './relay.ts'

/**
 * One claimed submission, one try: attempt opened, sent, outcome recorded. Assumes that the process dies between any two lines:
 * an attempt that nobody closed is found by the next claimer, and is recorded as unknown before anything else is done.
 */
export async function sendClaimed(relay: Relay, claim: Claim, signal: AbortSignal): Promise<void> {
  const { db, name, receiver, channel, line } = relay
  if (claim.lost) return recordLost(relay, claim, { attempt: claim.lost, signal })
  // It may have arrived before, and this receiver does not drop repeats (any more), or may have forgotten the id by now.
  if (claim.unknownBefore && (!receiver.dedupes || claim.msSinceFirstAttempt >= receiver.retry.giveUpAfterMs)) {
    await holdSubmission({ db }, { claim, reason: 'unknown', relay: name })
    return
  }
  const file = fileOf(relay, claim)
  const lease = leaseOf(relay, claim)
  const watch = line.watch(() => performance.now())
  try {
    // Reading a large file can outlast a lease.
    const whole = await underLease(lease, () => isWhole(file, watch.progress))
    const attempt = await openAttempt({ db }, claim, { relay: name, leaseMs: receiver.limits.leaseMs })
    if (!attempt) return relay.log.warn('claim-lost', { submissionId: claim.submissionId })
    watch.progress()
    const begun = performance.now()
    const options = { onProgress: watch.progress, ...holdBody(line.rest()) }
    const outcome = whole ? await underLease(lease, () => channel.send(file, signal, options)) : DAMAGED
    const durationMs = Math.round(performance.now() - begun)
    watch.end()
    await record(relay, claim, { attempt, outcome, durationMs, dedupes: receiver.dedupes, signal, watch })
  } finally {
    watch.end()
  }
}

/** A receiver that has nothing to be asked for, and may never say "100 Continue", is tried in vain so often. */
const HELD_TRIES = 3

/** While the line rests no file leaves us before the receiver has answered something. */
function holdBody(rest: Readonly<LineRest> | null): Pick<SendOptions, 'holdBody'> {
  return rest ? { holdBody: rest.isAnswered || rest.tries > HELD_TRIES ? 'if-known' : 'always' } : {}
}

const DAMAGED: Outcome = { kind: 'unsent', code: 'payload-damaged', fault: 'payload', retryAfterMs: null, answer: null }

function fileOf({ payloads }: Relay, { employerId, ...claim }: Claim): OutgoingFile {
  const { messageId, orgnr, service, fileName, bytes, sha256 } = claim
  return { messageId, orgnr, service, fileName, bytes, sha256, open: () => openPayload({ ...payloads, employerId, sha256 }) }
}

/** Reads the whole payload before anything connects: are these the bytes that were handed in? */
async function isWhole(
  { open, bytes, sha256 }: Pick<OutgoingFile, 'open' | 'bytes' | 'sha256'>,
  onProgress: () => void,
): Promise<boolean> {
  const hash = createHash('sha256')
  let length = 0
  try {
    for await (const chunk of open()) {
      hash.update(chunk)
      length += chunk.length
      onProgress()
    }
  } catch (error) {
    if (error instanceof PayloadDamaged) return false
    throw error
  }
  return length === bytes && hash.digest('hex') === sha256
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
  /** Whether the receiver drops repeats, as its description entry when the attempt began. */
  dedupes: boolean
  signal: AbortSignal
  /** Absent for an attempt of a dead relay's. */
  watch?: LineWatch
}

async function record(relay: Relay, claim: Claim, ended: AttemptEnd): Promise<void> {
  const { log, line, receiver } = relay
  const { outcome, durationMs, watch } = ended
  const entry = attemptLogOf(claim, ended)
  const recorded = await persist(relay, recordOf(relay, claim, ended), ended.signal).catch((error) => {
    // The log holds the kvittensID, with which a person can ask the receiver.
    log.error('answer-lost', entry)
    throw error
  })
  if (recorded.kind === 'disputed') {
    // Whose it is nobody here can tell; neither is believed until a person has asked the receiver.
    for (const submissionId of recorded.submissionIds) log.error('receipt-disputed', { ...entry, submissionId })
    return line.record({ kind: 'unknown', code: 'receipt-taken' }, receiver.pause, performance.now())
  }
  if (recorded.kind === 'contradicted') log.error('receipt-contradicts', entry)
  else if (recorded.kind !== 'recorded') log.warn(`attempt-${recorded.kind}`, entry)
  // The line does not tell of it, and somebody must mend it.
  else if (outcome.kind === 'unsent' && outcome.fault === 'employer') log.warn('employer-certificate', entry)
  else log.info('attempt', { ...entry, ...(durationMs !== null && { durationMs }) })
  line.record({ ...outcome, employerId: claim.employerId, ...(watch && { watch }) }, receiver.pause, performance.now())
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

function recordOf({ name, receiver, jitter }: Relay, claim: Claim, ended: AttemptEnd): AttemptRecord {
  const { attempt, outcome, durationMs } = ended
  const { retry, verdictPath, polling } = receiver
  // The description may have been read anew meanwhile: what went to a receiver that keeps repeats went there.
  const dedupes = ended.dedupes && receiver.dedupes
  const { msSinceFirstAttempt, msTrying, unknownBefore, deaths } = claim
  const { number } = attempt
  const facts = { dedupes, number, msSinceFirstAttempt, msTrying, unknownBefore, deaths, retry, jitter: jitter() }
  const step = nextStep(outcome, facts)
  const firstPollMs = verdictPath === null ? null : polling.firstMs
  // A copy of ours that is damaged would not be sent the next time either.
  const isDamaged = outcome.kind === 'unsent' && outcome.fault === 'payload'
  const mayRepeat = dedupes && msSinceFirstAttempt < retry.giveUpAfterMs && !isDamaged
  return { claim, attempt, outcome, step, durationMs, mayRepeat, firstPollMs, relay: name }
}

/**
 * Tries again while the database is away, for the length of the lease. A receipt stays true after that and is nowhere else,
 * so it is tried for `totalMs`, unless the relay is told to stop.
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

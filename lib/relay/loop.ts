// The relay's work: claim what is due, send it, sleep; beside it verdicts, mails, webhooks, deliveries, revocation, housekeeping.
// A notification from the database only cuts the sleep short: the queue is asked again in any case.
import { warnOfEnd } from '#lib/certificates/warn-of-end.ts'
import { fanOutEvents } from '#lib/notices/fan-out-events.ts'
import { type Claim, claimAlone, claimNext, isDueAlone } from '#lib/submissions/claim-next.ts'
import { noteOverdue } from '#lib/submissions/note-overdue.ts'
import { webhookCaller } from './call-webhooks.ts'
import { keepHouse, noteAuditHeads } from './housekeeping.ts'
import { keepEpoch, moveEpoch } from './keep-epoch.ts'
import { keepKeys } from './keep-keys.ts'
import { keepLine, tellLast } from './keep-line.ts'
import { notifyDue } from './notify.ts'
import { watchOperation } from './operator/watch-operation.ts'
import { pollVerdictsDue } from './poll-verdicts.ts'
import { receiveDue } from './receive-due.ts'
import { refreshRevocation } from './refresh-revocation.ts'
import type { Relay } from './relay.ts'
import { sendCapacity } from './send-capacity.ts'
import { sendClaimed } from './send-claimed.ts'
import { tryLine } from './try-line.ts'
import type { Waker } from './waker.ts'

const ASK_AGAIN_MS = 1_000
const KEEP_LINE_MS = 500
const TRY_LINE_MS = 250
const REFRESH_MS = 3_000
const WARN_MS = 60_000
const OVERDUE_MS = 30_000
const WATCH_MS = 15_000
const HOUSEKEEPING_MS = 10 * 60_000
const HEADS_MS = 30 * 60_000
const KEYS_MS = 60_000

/** `alone`: the one that is under way is to have no company. `wasAlone`: so was the last; now the others come first. */
type SendsInFlight = { sends: Set<Promise<void>>; alone: boolean; wasAlone: boolean }
export type StopSignals = {
  /** No new claims. */
  asked: AbortSignal
  /** What is under way is cut off. */
  now: AbortSignal
}

/**
 * Tries the line if that is due, and then sends files, polls verdicts and sends mails until nothing is due; returns how many files
 * were tried.
 */
export async function runOnce(relay: Relay): Promise<number> {
  const never = new AbortController().signal
  const underWay: SendsInFlight = { sends: new Set(), alone: false, wasAlone: false }
  const ends = { stop: never, done: () => {} }
  let tried = await tryLine(relay, (claim) => begin(relay, underWay, [claim], ends), never)
  await Promise.all(underWay.sends)
  for (;;) {
    const begun = await beginDue(relay, underWay, ends)
    await Promise.all(underWay.sends)
    tried += begun
    if (begun === 0) {
      await pollVerdictsDue(relay, never)
      await fanOutEvents(relay)
      await notifyDue(relay)
      return tried
    }
  }
}

/** Does the same until told to stop, and then waits for what is under way. */
export async function run(relay: Relay, stop: StopSignals, waker: Waker): Promise<void> {
  stop.asked.addEventListener('abort', waker.wake)
  const underWay: SendsInFlight = { sends: new Set(), alone: false, wasAlone: false }
  const ends = { stop: stop.now, done: waker.wake }
  const beginTrial = (claim: Claim) => begin(relay, underWay, [claim], ends)
  const ticking = setInterval(() => relay.line.tick(performance.now()), KEEP_LINE_MS)
  // A relay that starts in an outage knows that before it sends.
  await knowLine(relay, stop)
  const webhooks = webhookCaller(relay, stop.now)
  const tasks = [
    repeatTask(relay, stop, { what: 'line-failed', once: () => keepLine(relay).then(() => 0), restMs: KEEP_LINE_MS }),
    repeatTask(relay, stop, { what: 'trial-failed', once: () => tryLine(relay, beginTrial, stop.asked), restMs: TRY_LINE_MS }),
    repeatTask(relay, stop, { what: 'epoch-failed', once: () => keepEpoch(relay), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'collect-failed', once: () => pollVerdictsDue(relay, stop.now), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'fan-out-failed', once: () => fanOutEvents(relay), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'notify-failed', once: () => notifyDue(relay), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'webhooks-failed', once: webhooks.begin, restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'receive-failed', once: () => receiveDue(relay, stop.now), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'revocation-failed', once: () => refreshRevocation(relay, stop.now), restMs: REFRESH_MS }),
    repeatTask(relay, stop, {
      what: 'warning-failed',
      once: () => warnOfEnd({ db: relay.db, now: new Date() }),
      restMs: WARN_MS,
    }),
    repeatTask(relay, stop, {
      what: 'overdue-failed',
      once: () => noteOverdue(relay, { channel: relay.receiver.channel, hours: relay.receiver.openingHours }),
      restMs: OVERDUE_MS,
    }),
    repeatTask(relay, stop, { what: 'watch-failed', once: () => watchOperation(relay), restMs: WATCH_MS }),
    repeatTask(relay, stop, { what: 'keys-failed', once: () => keepKeys(relay), restMs: KEYS_MS }),
    repeatTask(relay, stop, { what: 'heads-failed', once: () => noteAuditHeads(relay), restMs: HEADS_MS }),
    repeatTask(relay, stop, { what: 'tending-failed', once: () => keepHouse(relay, new Date()), restMs: HOUSEKEEPING_MS }),
  ]
  while (!stop.asked.aborted) {
    relay.turnedAt = performance.now()
    const begun = await beginDue(relay, underWay, ends).catch((error) => {
      relay.log.fault('claim-failed', error)
      return 0
    })
    if (begun === 0) await waker.sleep(ASK_AGAIN_MS)
  }
  await Promise.all(underWay.sends)
  await Promise.all(tasks)
  await webhooks.settled()
  clearInterval(ticking)
  await tellLast(relay)
}

async function knowLine(relay: Relay, stop: StopSignals): Promise<void> {
  for (let isKnown = false; !isKnown && !stop.asked.aborted; ) {
    relay.turnedAt = performance.now()
    try {
      await keepLine(relay)
      isKnown = true
    } catch (error) {
      relay.log.fault('line-failed', error)
      await pause(stop.asked, ASK_AGAIN_MS)
    }
  }
}

type SendEnds = { stop: AbortSignal; done: () => void }

async function beginDue(relay: Relay, underWay: SendsInFlight, ends: SendEnds): Promise<number> {
  const { free } = await sendCapacity(relay, underWay.sends.size, new Date())
  if (free === 0 || underWay.alone || relay.epoch.known === null) return 0
  const { claims, alone } = await claimDue(relay, underWay, free)
  // What is claimed and not sent is claimed again when its lease has run out.
  if (claims.length === 0 || !(await moveEpoch(relay))) return 0
  begin(relay, underWay, claims, ends)
  underWay.wasAlone = alone
  return claims.length
}

function begin(relay: Relay, underWay: SendsInFlight, claims: Claim[], { stop, done }: SendEnds): void {
  for (const claim of claims) {
    const alone = claim.deaths > 0 && !claim.lost
    underWay.alone ||= alone
    const sending = sendClaimed(relay, claim, stop)
      // The lease runs out, and the next claim goes on from what the rows say.
      .catch((error) => void relay.log.fault('deliver-failed', error, { submissionId: claim.submissionId }))
      .finally(() => {
        underWay.sends.delete(sending)
        if (alone) underWay.alone = false
        done()
      })
    underWay.sends.add(sending)
  }
}

/**
 * What may begin now. A file that a relay died with goes alone, so that others do not pay if it is what ended the relay: nothing
 * is claimed beside it, and it waits until what is under way has ended. It and the others take turns.
 */
async function claimDue(
  relay: Relay,
  { sends, wasAlone }: SendsInFlight,
  free: number,
): Promise<{ claims: Claim[]; alone: boolean }> {
  const { channel, limits } = relay.receiver
  const terms = { channel, leaseMs: limits.leaseMs, epoch: relay.epoch.known ?? 0n }
  const claimOthers = () => claimNext(relay, { ...terms, limit: free })
  const first = wasAlone ? await claimOthers() : []
  if (first.length > 0) return { claims: first, alone: false }
  if (!(await isDueAlone(relay, channel))) return { claims: wasAlone ? [] : await claimOthers(), alone: false }
  if (sends.size > 0) return { claims: [], alone: true }
  const claims = await claimAlone(relay, terms)
  return { claims: claims.length > 0 ? claims : await claimOthers(), alone: claims.length > 0 }
}

type RecurringTask = { what: string; once: () => Promise<number>; restMs: number }

/** Repeats a task: at once while it finds something to do, else after `restMs`. */
async function repeatTask(relay: Relay, stop: StopSignals, { what, once, restMs }: RecurringTask): Promise<void> {
  while (!stop.asked.aborted) {
    const done = await once().catch((error) => {
      relay.log.fault(what, error)
      return 0
    })
    if (done === 0) await pause(stop.asked, restMs)
  }
}

function pause(until: AbortSignal, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      until.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    until.addEventListener('abort', end)
    if (until.aborted) end()
  })
}

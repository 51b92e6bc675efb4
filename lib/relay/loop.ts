// Claim, send, sleep. A notice from the database only cuts the sleep short: asking again is the truth.
import { warnOfEnd } from '#lib/certificates/warn-of-end.ts'
import { claimNext } from '#lib/submissions/claim-next.ts'
import { keepHouse } from './housekeeping.ts'
import { notifyDue } from './notify.ts'
import { pollVerdictsDue } from './poll-verdicts.ts'
import { receiveDue } from './receive-due.ts'
import { refreshRevocation } from './refresh-revocation.ts'
import type { Relay } from './relay.ts'
import { sendCapacity } from './send-capacity.ts'
import { sendSubmission } from './send-submission.ts'
import type { Waker } from './waker.ts'

const ASK_AGAIN_MS = 1_000
const REFRESH_MS = 3_000
const WARN_MS = 60_000
const TEND_MS = 10 * 60_000

export type SendsInFlight = Set<Promise<void>>
export type Stop = {
  /** No new claims. */
  asked: AbortSignal
  /** What is under way is cut off. */
  now: AbortSignal
}

/** Sends what is due, asks for the verdicts and sends the mails that are due, until nothing is; returns how many files were tried. */
export async function runOnce(relay: Relay): Promise<number> {
  const never = new AbortController().signal
  const underWay: SendsInFlight = new Set()
  for (let tried = 0; ; ) {
    const begun = await beginDue(relay, underWay, { stop: never, done: () => {} })
    await Promise.all(underWay)
    tried += begun
    if (begun === 0) {
      await pollVerdictsDue(relay, never)
      await notifyDue(relay)
      return tried
    }
  }
}

/** The same for ever, until asked to stop; then waits for what is under way. */
export async function run(relay: Relay, stop: Stop, waker: Waker): Promise<void> {
  stop.asked.addEventListener('abort', waker.wake)
  const underWay: SendsInFlight = new Set()
  const beside = [
    repeatTask(relay, stop, { what: 'collect-failed', once: () => pollVerdictsDue(relay, stop.now), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'notify-failed', once: () => notifyDue(relay), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'receive-failed', once: () => receiveDue(relay, stop.now), restMs: ASK_AGAIN_MS }),
    repeatTask(relay, stop, { what: 'revocation-failed', once: () => refreshRevocation(relay, stop.now), restMs: REFRESH_MS }),
    repeatTask(relay, stop, {
      what: 'warning-failed',
      once: () => warnOfEnd({ db: relay.db, now: new Date() }),
      restMs: WARN_MS,
    }),
    repeatTask(relay, stop, { what: 'tending-failed', once: () => keepHouse(relay, new Date()), restMs: TEND_MS }),
  ]
  while (!stop.asked.aborted) {
    const begun = await beginDue(relay, underWay, { stop: stop.now, done: waker.wake }).catch((error) => {
      relay.log.fault('claim-failed', error)
      return 0
    })
    if (begun === 0) await waker.sleep(ASK_AGAIN_MS)
  }
  await Promise.all(underWay)
  await Promise.all(beside)
}

type Begin = { stop: AbortSignal; done: () => void }

async function beginDue(relay: Relay, underWay: SendsInFlight, { stop, done }: Begin): Promise<number> {
  const { free } = await sendCapacity(relay, underWay.size, new Date())
  if (free === 0) return 0
  const { receiver } = relay
  const claims = await claimNext(relay, { channel: receiver.channel, limit: free, leaseMs: receiver.limits.leaseMs })
  for (const claim of claims) {
    const sending = sendSubmission(relay, claim, stop)
      // The lease runs out, and whoever claims it next goes on from what the rows say.
      .catch((error) => void relay.log.fault('deliver-failed', error, { submissionId: claim.submissionId }))
      .finally(() => {
        underWay.delete(sending)
        done()
      })
    underWay.add(sending)
  }
  return claims.length
}

type RecurringTask = { what: string; once: () => Promise<number>; restMs: number }

/** What goes on beside the sending: again at once while there is something to do, else in a while. */
async function repeatTask(relay: Relay, stop: Stop, { what, once, restMs }: RecurringTask): Promise<void> {
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

// Webhooks: makes calls of what has happened, and makes those that are due.
import { backoffMs } from '#lib/leases.ts'
import { type ClaimedCall, claimCalls } from '#lib/webhooks/claim-calls.ts'
import { queueCalls } from '#lib/webhooks/queue-calls.ts'
import { type CallRecord, recordCall } from '#lib/webhooks/record-call.ts'
import { signCall } from '#lib/webhooks/sign-call.ts'
import { openSecret } from '#lib/webhooks/webhook-secret.ts'
import { CALL_MS, type CallOutcome, callTarget } from '#lib/wire/call-target.ts'
import type { Relay } from './relay.ts'

const AT_ONCE = 100
/** A call that ends asks for the next; one that is due for another reason waits so long at most. */
const LOOK_MS = 1_000
const LEASE_MS = CALL_MS + 50_000
/** Between tries of one call; of a webhook that fails, between its tries. */
const AGAIN = { firstMs: 5_000, maxMs: 30 * 60_000 }
const REST = { firstMs: 1_000, maxMs: 5 * 60_000 }
/** The longest that Retry-After is believed. */
const LONGEST_WISH_MS = 3_600_000

export type WebhookCaller = {
  /** Makes due calls begin; returns how much it found to do. */
  begin: () => Promise<number>
  /** Until no call is under way. */
  settled: () => Promise<unknown>
}

/** `stop` cuts off what is under way. */
export function webhookCaller(relay: Relay, stop: AbortSignal): WebhookCaller {
  const underWay = new Set<Promise<void>>()
  return {
    async begin() {
      const queued = await queueCalls(relay)
      const claimed = await claimCalls(relay, { limit: AT_ONCE - underWay.size, leaseMs: LEASE_MS })
      for (const call of claimed) {
        const calling = callOne(relay, call, stop)
          // The lease runs out, and the call is made again.
          .catch((error) => void relay.log.fault('call-failed', error, { webhookId: call.webhookId }))
          .finally(() => underWay.delete(calling))
        underWay.add(calling)
      }
      if (queued + claimed.length > 0 || underWay.size === 0) return queued + claimed.length
      await Promise.race([...underWay, new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref())])
      return 1
    },
    settled: () => Promise.all(underWay),
  }
}

async function callOne(relay: Relay, call: ClaimedCall, stop: AbortSignal): Promise<void> {
  const begun = performance.now()
  const outcome = await makeCall(relay, call, stop)
  // It may have arrived: it is made again, with the same id, when the lease has run out.
  if (outcome.kind === 'failed' && outcome.code === 'aborted') return
  const record = judgeCall(outcome, call, relay.jitter)
  await recordCall(relay, call, record)
  const { employerId, webhookId, attempt } = call
  const noted = { employerId, webhookId, attempt, durationMs: Math.round(performance.now() - begun) }
  if (record.kind === 'taken') relay.log.info('webhook-called', { ...noted, status: record.status })
  else relay.log.warn('webhook-failed', { ...noted, code: record.code, ...(record.status && { status: record.status }) })
}

async function makeCall(relay: Relay, call: ClaimedCall, stop: AbortSignal): Promise<CallOutcome> {
  const { callId, url, body, secret, previousSecret } = call
  const sealed = [secret, ...(previousSecret ? [previousSecret] : [])]
  const secrets = await Promise.all(sealed.map((one) => openSecret(one, relay.webhookIdentity))).catch(() => null)
  // Sealed for a key that relay has no more.
  if (!secrets) return { kind: 'failed', code: 'secret-unreadable' }
  const headers = signCall({ callId, body, secrets, now: new Date() })
  return callTarget({ url, headers, body }, relay.webhooks ?? { range: 'public' }, stop)
}

/** 2xx is taken, whatever its body says. */
export function judgeCall(
  outcome: CallOutcome,
  { attempt, failures }: Pick<ClaimedCall, 'attempt' | 'failures'>,
  jitter: () => number,
): CallRecord {
  const status = outcome.kind === 'answered' ? outcome.status : null
  if (status !== null && status >= 200 && status < 300) return { kind: 'taken', status }
  const wishMs = outcome.kind === 'answered' ? readRetryAfter(outcome.retryAfter) : 0
  // Between half of it and all.
  const spread = 0.5 + jitter() / 2
  return {
    kind: 'failed',
    status,
    code: outcome.kind === 'failed' ? outcome.code : codeOf(outcome.status),
    isGone: status === 410,
    againMs: Math.max(wishMs, backoffMs(attempt, AGAIN, spread)),
    restMs: Math.max(wishMs, backoffMs(failures + 1, REST, spread)),
  }
}

const codeOf = (status: number): string => (status >= 300 && status < 400 ? 'redirected' : status === 410 ? 'gone' : 'refused')

/** RFC 9110, 10.2.3: seconds, or a date. */
function readRetryAfter(text: string | null): number {
  const ms = /^\d{1,9}$/.test(text ?? '') ? Number(text) * 1000 : Date.parse(text ?? '') - Date.now()
  return ms > 0 ? Math.min(ms, LONGEST_WISH_MS) : 0
}

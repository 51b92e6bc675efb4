import { type Context, forEmployer } from '#lib/db.ts'
import { hostOf } from '#lib/wire/target-address.ts'
import type { WebhookType } from './webhook-types.ts'

/** `next`: not before then; null: its time has passed, and it waits for its turn. */
export type CallState = { kind: 'taken'; at: Date } | { kind: 'waiting'; next: Date | null } | { kind: 'given-up'; at: Date }

export type ListedCall = {
  callId: string
  host: string
  type: WebhookType
  /** Of the submission; null for a delivery. */
  reference: string | null
  createdAt: Date
  attempts: number
  triedAt: Date | null
  state: CallState
  /** Of the last answer. */
  lastStatus: number | null
  /** Why the last try failed; null: it did not, or there was none. */
  lastCode: string | null
  mayReplay: boolean
}

/** The company's last calls, the newest first: of one submission, or of all. */
export function listCalls(
  { db, now }: Context,
  { employerId, submissionId, limit }: { employerId: string; submissionId?: string; limit: number },
): Promise<ListedCall[]> {
  return forEmployer(db, employerId, async (tx) => {
    const calls = await tx.webhookCall.findMany({
      where: { employerId, ...(submissionId && { event: { submissionId } }) },
      omit: { body: true },
      include: {
        webhook: { select: { url: true, removedAt: true, restsUntil: true } },
        event: { select: { submission: { select: { reference: true } } } },
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    })
    return calls.map((call) => ({
      callId: call.id,
      host: hostOf(new URL(call.webhook.url)),
      type: typeOf(call),
      reference: call.event.submission?.reference ?? null,
      createdAt: call.createdAt,
      attempts: call.attempts,
      triedAt: call.triedAt,
      state: stateOfCall(call, call.webhook, now),
      lastStatus: call.lastStatus,
      lastCode: call.lastCode,
      mayReplay: call.webhook.removedAt === null && !(call.leaseUntil && call.leaseUntil > now) && call.attempts > 0,
    }))
  })
}

/** The cast: queueCalls writes these alone. */
const typeOf = ({ type }: { type: string }) => type as WebhookType

type CallTimes = { createdAt: Date; takenAt: Date | null; givenUpAt: Date | null; nextAttemptAt: Date | null }

function stateOfCall(
  { createdAt, takenAt, givenUpAt, nextAttemptAt }: CallTimes,
  { restsUntil }: { restsUntil: Date | null },
  now: Date,
): CallState {
  if (takenAt) return { kind: 'taken', at: takenAt }
  if (givenUpAt) return { kind: 'given-up', at: givenUpAt }
  const own = nextAttemptAt ?? createdAt
  const next = restsUntil && restsUntil > own ? restsUntil : own
  return { kind: 'waiting', next: next > now ? next : null }
}

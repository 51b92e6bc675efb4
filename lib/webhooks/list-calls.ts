import { forEmployer, type SpeakerContext, type Speaking } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { hostOf } from '#lib/wire/target-address.ts'
import type { WebhookType } from './webhook-types.ts'

const HOUR_MS = 3_600_000

/** `next`: not before then; null: its time has passed, and it waits for its turn. */
export type CallState = { kind: 'taken'; at: Date } | { kind: 'waiting'; next: Date | null } | { kind: 'given-up'; at: Date }

export type ListedCall = {
  callId: string
  host: string
  /** Host, port and path: tells two webhooks on one host apart. The path may hold a key: for administrators. */
  address: string
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

/** `hasFailed`: some can be made once more, on whichever page. */
export type CallPage = { calls: ListedCall[]; next: string | null; hasFailed: boolean }
type ListCallsInput = { employerId: string; submissionId?: string; after?: string | undefined; limit: number }

/** A page of the company's last calls. `after` is `next` of the page before; where it is none of the company's, the first page. */
export async function listCallPage(context: SpeakerContext, { employerId, after, limit }: ListCallsInput): Promise<CallPage> {
  const isKnown = after !== undefined && isUuid(after) && (await isCallOf(context, employerId, after))
  const calls = await listCalls(context, { employerId, limit: limit + 1, after: isKnown ? after : undefined })
  const next = calls.length > limit ? (calls[limit - 1]?.callId ?? null) : null
  return { calls: calls.slice(0, limit), next, hasFailed: await hasFailedLately(context, employerId) }
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

function isCallOf({ db, actor }: Speaking, employerId: string, id: string): Promise<boolean> {
  return forEmployer({ db, actor }, employerId, async (tx) => (await tx.webhookCall.count({ where: { id, employerId } })) > 0)
}

/** What replayCalls would make again. */
function hasFailedLately({ db, actor, now }: SpeakerContext, employerId: string): Promise<boolean> {
  const lately = { gt: new Date(now.getTime() - LIMITS.webhookReplayHours * HOUR_MS) }
  const ended = { OR: [{ givenUpAt: lately }, { givenUpAt: null, triedAt: lately }] }
  const where = { employerId, attempts: { gt: 0 }, takenAt: null, webhook: { removedAt: null }, ...ended }
  return forEmployer(
    { db, actor },
    employerId,
    async (tx) => (await tx.webhookCall.findFirst({ where, select: { id: true } })) !== null,
  )
}

/** The company's last calls, the newest first: of one submission, or of all; those after `after`, which is one of them. */
export function listCalls(
  { db, actor, now }: SpeakerContext,
  { employerId, submissionId, after, limit }: ListCallsInput,
): Promise<ListedCall[]> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const calls = await tx.webhookCall.findMany({
      where: { employerId, ...(submissionId && { event: { submissionId } }) },
      omit: { body: true },
      include: {
        webhook: { select: { url: true, removedAt: true, restsUntil: true } },
        event: { select: { submission: { select: { reference: true } } } },
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      ...(after !== undefined && { cursor: { id: after }, skip: 1 }),
    })
    return calls.map((call) => ({
      callId: call.id,
      ...addressOf(call.webhook),
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

function addressOf({ url }: { url: string }): { host: string; address: string } {
  const target = new URL(url)
  return { host: hostOf(target), address: `${target.host}${target.pathname}` }
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

// Holds what was mailed and called against the events in the database: each once, to each who wishes it, and nothing of a file in any.
import type { Db } from '#lib/db.ts'
import { type EventKind, TOPIC_OF } from '#lib/notices/events.ts'
import { TYPE_OF } from '#lib/webhooks/webhook-types.ts'
import { readMail } from '../fixtures/mails.ts'
import type { NotedCall } from '../fixtures/target-server.ts'

export type ToldReport = {
  events: number
  byKind: Record<string, number>
  /** An event that was in no mail, or in no call, or in one that does not name its file. */
  missing: string[]
  /** An event in two mails to one address, or in two calls to one webhook. */
  doubled: string[]
  /** Mails and calls that came more than once, by their ids. */
  repeated: { mails: number; calls: number }
  /** Different mails to each address. */
  mails: Record<string, number>
  /** Different calls to each webhook. */
  calls: Record<string, number>
}

type EventRow = { id: string; kind: EventKind; employerId: string; reference: string | null }
type Evidence = { mails: readonly string[]; calls: readonly NotedCall[]; hostname: string }

export async function judgeTold({ pool }: Pick<Db, 'pool'>, { mails, calls, hostname }: Evidence): Promise<ToldReport> {
  const ask = async <Row extends object>(text: string) => (await pool.query<Row>(text)).rows
  const events = await ask<EventRow>(
    `SELECT e.id, e.kind, e.employer_id AS "employerId", s.reference FROM event e LEFT JOIN submission s ON s.id = e.submission_id`,
  )
  const recipients = await ask<{ employerId: string; address: string }>(
    'SELECT employer_id AS "employerId", address FROM notice_recipient',
  )
  const inMails = await ask<{ eventId: string; recipient: string; noticeId: string }>(
    'SELECT event_id AS "eventId", recipient, notice_id AS "noticeId" FROM notice_event',
  )
  const webhooks = await ask<{ id: string; employerId: string }>('SELECT id, employer_id AS "employerId" FROM webhook')
  const made = await ask<{ id: string; webhookId: string; eventId: string }>(
    'SELECT id, webhook_id AS "webhookId", event_id AS "eventId" FROM webhook_call',
  )
  const byMail = groupBy(mails.map(readMail), ({ to, messageId }) => `${to} ${messageId}`)
  const byCall = groupBy(calls, ({ headers }) => headers['webhook-id'] ?? '')
  const noticesOf = groupBy(inMails, ({ eventId, recipient }) => `${eventId} ${recipient}`)
  const callsOf = groupBy(made, ({ eventId, webhookId }) => `${eventId} ${webhookId}`)

  const [missing, doubled]: [string[], string[]] = [[], []]
  const note = (what: string, count: number) => {
    if (count === 0) missing.push(what)
    if (count > 1) doubled.push(what)
  }
  for (const { id, kind, employerId, reference } of events) {
    for (const { address } of recipients.filter((one) => one.employerId === employerId)) {
      if (TOPIC_OF[kind] === null) continue
      const notices = noticesOf.get(`${id} ${address}`) ?? []
      note(`mail: ${kind} ${id} to ${address}`, notices.length)
      for (const { noticeId } of notices) {
        const [mail] = byMail.get(`${address} <${noticeId}@${hostname}>`) ?? []
        if (!mail || (reference && !mail.text.includes(reference))) missing.push(`in the mail: ${kind} ${id} to ${address}`)
      }
    }
    for (const webhook of webhooks.filter((one) => one.employerId === employerId)) {
      if (TYPE_OF[kind] === null) continue
      const own = callsOf.get(`${id} ${webhook.id}`) ?? []
      note(`call: ${kind} ${id}`, own.length)
      for (const call of own) {
        const [came] = byCall.get(call.id) ?? []
        if (!came || (reference && !came.body.includes(reference))) missing.push(`in the call: ${kind} ${id}`)
      }
    }
  }
  const again = (groups: Map<string, unknown[]>) => [...groups.values()].filter(({ length }) => length > 1).length
  const addresses = new Set(recipients.map(({ address }) => address))
  return {
    events: events.length,
    byKind: countBy(events, ({ kind }) => kind),
    missing,
    doubled,
    repeated: { mails: again(byMail), calls: again(byCall) },
    mails: countBy(
      [...byMail.keys()],
      (key) => key.split(' ')[0] ?? '',
      (address) => addresses.has(address),
    ),
    calls: countBy([...byCall.values()], ([call]) => call?.path ?? ''),
  }
}

/** Words that came through where they may not. */
export function findCanaries(canaries: readonly string[], texts: Record<string, string>): string[] {
  return Object.entries(texts).flatMap(([where, text]) =>
    canaries.filter((canary) => text.toLowerCase().includes(canary.toLowerCase())).map((canary) => `${canary} in ${where}`),
  )
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

function countBy<T>(all: readonly T[], keyOf: (one: T) => string, counts: (key: string) => boolean = () => true) {
  const found: Record<string, number> = {}
  for (const key of all.map(keyOf).filter(counts)) found[key] = (found[key] ?? 0) + 1
  return found
}

import type { PoolClient } from 'pg'
import { type EventWorker, eachEmployer } from '#lib/notices/each-employer.ts'
import { callBody, type EventRow } from './call-body.ts'
import { TYPE_OF, type WebhookType } from './webhook-types.ts'

/** Events of one company in a turn. */
const AT_ONCE = 200

type QueuedEvent = EventRow & { eventId: string }
type LiveWebhook = { webhookId: string; events: string[]; createdAt: Date }

/**
 * Makes a call of each event for each webhook of its company that is told of it and was there before, and notes that the event is
 * done, in one transaction for each company: each event once, by whichever relay, whatever dies. Returns how many events.
 */
export function queueCalls(worker: EventWorker): Promise<number> {
  return eachEmployer(worker, { column: 'called_at', failed: 'calls-not-queued' }, queueOfOne)
}

async function queueOfOne(client: PoolClient, employerId: string): Promise<number> {
  const { rows: events } = await client.query<QueuedEvent>({
    name: 'events-to-call',
    text: EVENTS_TO_CALL,
    values: [employerId, AT_ONCE],
  })
  if (events.length === 0) return 0
  const { rows: webhooks } = await client.query<LiveWebhook>({ name: 'live-webhooks', text: LIVE_WEBHOOKS, values: [employerId] })
  await addCalls(client, employerId, callsFor(events, webhooks))
  await client.query({ name: 'events-called', text: EVENTS_CALLED, values: [events.map(({ eventId }) => eventId)] })
  return events.length
}

type NewCall = { webhookId: string; eventId: string; type: WebhookType; body: string }

function callsFor(events: readonly QueuedEvent[], webhooks: readonly LiveWebhook[]): NewCall[] {
  return events.flatMap((event) => {
    const type = TYPE_OF[event.kind]
    if (type === null) return []
    const wishing = webhooks.filter(({ events: types, createdAt }) => types.includes(type) && createdAt <= event.at)
    if (wishing.length === 0) return []
    const body = callBody(type, event)
    return wishing.map(({ webhookId }) => ({ webhookId, eventId: event.eventId, type, body }))
  })
}

async function addCalls(client: PoolClient, employerId: string, calls: readonly NewCall[]): Promise<void> {
  if (calls.length === 0) return
  const column = (name: keyof NewCall) => calls.map((call) => call[name])
  const values = [column('webhookId'), column('eventId'), column('type'), column('body'), employerId]
  await client.query({ name: 'add-calls', text: ADD_CALLS, values })
}

const EVENTS_TO_CALL = `
SELECT v.id AS "eventId", v.kind, v.reason, v.at, e.orgnr,
  coalesce(s.service, d.service) AS service, s.reference, s.submitted_at AS "submittedAt", s.delivered_at AS "deliveredAt",
  s.kvittens_id AS "kvittensId", s.settled_as AS "settledAs", s.settled_told_at AS "settledToldAt", r.reference AS "replacedBy",
  d.id AS "deliveryId", d.received_at AS "receivedAt", coalesce(s.bytes, d.bytes)::float8 AS bytes, coalesce(s.sha256, d.sha256) AS sha256,
  to_char(d.purge_on, 'YYYY-MM-DD') AS "purgeOn"
FROM (
  SELECT * FROM event WHERE employer_id = $1::uuid AND called_at IS NULL ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED
) v
JOIN employer e ON e.id = v.employer_id
LEFT JOIN submission s ON s.id = v.submission_id
LEFT JOIN submission r ON r.id = s.replaced_by
LEFT JOIN delivery d ON d.id = v.delivery_id`

/** Locked, so that a webhook which is removed meanwhile ends these calls too. */
const LIVE_WEBHOOKS = `
SELECT id AS "webhookId", events, created_at AS "createdAt" FROM webhook
WHERE employer_id = $1::uuid AND removed_at IS NULL ORDER BY id FOR SHARE`

const ADD_CALLS = `
INSERT INTO webhook_call (webhook_id, event_id, employer_id, type, body, next_attempt_at)
SELECT c.webhook_id, c.event_id, $5::uuid, c.type, c.body, clock_timestamp()
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS c (webhook_id, event_id, type, body)
ON CONFLICT (webhook_id, event_id) DO NOTHING`

const EVENTS_CALLED = `UPDATE event SET called_at = clock_timestamp() WHERE id = ANY($1::uuid[])`

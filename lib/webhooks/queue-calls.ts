import type { PoolClient } from 'pg'
import { type Db, inTransaction } from '#lib/db.ts'
import { callBody, type EventRow } from './call-body.ts'
import { TYPE_OF, type WebhookType } from './webhook-types.ts'

/** Events of one company at a time, and of all. */
const MOST_PER_EMPLOYER = 200
const MOST = 1_000

type QueuedEvent = EventRow & { eventId: string; employerId: string }
type LiveWebhook = { webhookId: string; employerId: string; events: string[]; createdAt: Date }

/**
 * Makes a call of each event for each webhook of its company that is told of it and was there before, and notes that the event is
 * done, in one transaction: each event once, by whichever relay, whatever dies. Returns how many events.
 */
export function queueCalls({ db }: { db: Pick<Db, 'pool'> }): Promise<number> {
  return inTransaction(db, async (client) => {
    const { rows: events } = await client.query<QueuedEvent>({
      name: 'events-to-call',
      text: EVENTS_TO_CALL,
      values: [MOST_PER_EMPLOYER, MOST],
    })
    if (events.length === 0) return 0
    const employers = [...new Set(events.map(({ employerId }) => employerId))]
    const { rows: webhooks } = await client.query<LiveWebhook>({
      name: 'live-webhooks',
      text: LIVE_WEBHOOKS,
      values: [employers],
    })
    await addCalls(client, callsFor(events, webhooks))
    await client.query({ name: 'events-called', text: EVENTS_CALLED, values: [events.map(({ eventId }) => eventId)] })
    return events.length
  })
}

type NewCall = { webhookId: string; eventId: string; employerId: string; type: WebhookType; body: string }

function callsFor(events: readonly QueuedEvent[], webhooks: readonly LiveWebhook[]): NewCall[] {
  return events.flatMap((event) => {
    const type = TYPE_OF[event.kind]
    if (type === null) return []
    const wishing = webhooks.filter(
      ({ employerId, events: types, createdAt }) =>
        employerId === event.employerId && types.includes(type) && createdAt <= event.at,
    )
    if (wishing.length === 0) return []
    const body = callBody(type, event)
    return wishing.map(({ webhookId }) => ({ webhookId, eventId: event.eventId, employerId: event.employerId, type, body }))
  })
}

async function addCalls(client: PoolClient, calls: readonly NewCall[]): Promise<void> {
  if (calls.length === 0) return
  const column = (name: keyof NewCall) => calls.map((call) => call[name])
  const values = [column('webhookId'), column('eventId'), column('employerId'), column('type'), column('body')]
  await client.query({ name: 'add-calls', text: ADD_CALLS, values })
}

/** The oldest of each company, so that none waits behind another's thousands. */
const EVENTS_TO_CALL = `
WITH RECURSIVE waiting (employer_id) AS (
  (SELECT employer_id FROM event WHERE called_at IS NULL ORDER BY employer_id LIMIT 1)
  UNION ALL
  SELECT (SELECT e.employer_id FROM event e WHERE e.called_at IS NULL AND e.employer_id > w.employer_id ORDER BY e.employer_id LIMIT 1)
  FROM waiting w WHERE w.employer_id IS NOT NULL
)
SELECT v.id AS "eventId", v.employer_id AS "employerId", v.kind, v.reason, v.at, e.orgnr,
  coalesce(s.service, d.service) AS service, s.reference, s.submitted_at AS "submittedAt", s.delivered_at AS "deliveredAt",
  s.kvittens_id AS "kvittensId", s.settled_as AS "settledAs", s.settled_told_at AS "settledToldAt", r.reference AS "replacedBy",
  d.id AS "deliveryId", d.received_at AS "receivedAt", coalesce(s.bytes, d.bytes)::float8 AS bytes, coalesce(s.sha256, d.sha256) AS sha256,
  to_char(d.purge_on, 'YYYY-MM-DD') AS "purgeOn"
FROM waiting w CROSS JOIN LATERAL (
  SELECT e.* FROM event e WHERE e.employer_id = w.employer_id AND e.called_at IS NULL
  ORDER BY e.at LIMIT $1 FOR UPDATE SKIP LOCKED
) v
JOIN employer e ON e.id = v.employer_id
LEFT JOIN submission s ON s.id = v.submission_id
LEFT JOIN submission r ON r.id = s.replaced_by
LEFT JOIN delivery d ON d.id = v.delivery_id
LIMIT $2`

/** Locked, so that a webhook which is removed meanwhile ends these calls too. */
const LIVE_WEBHOOKS = `
SELECT id AS "webhookId", employer_id AS "employerId", events, created_at AS "createdAt" FROM webhook
WHERE employer_id = ANY($1::uuid[]) AND removed_at IS NULL ORDER BY id FOR SHARE`

const ADD_CALLS = `
INSERT INTO webhook_call (webhook_id, event_id, employer_id, type, body, next_attempt_at)
SELECT c.*, clock_timestamp() FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[]) AS c
ON CONFLICT (webhook_id, event_id) DO NOTHING`

const EVENTS_CALLED = `UPDATE event SET called_at = clock_timestamp() WHERE id = ANY($1::uuid[])`

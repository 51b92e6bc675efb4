import type { PoolClient } from 'pg'
import { LIMITS } from '#lib/limits.ts'
import { type EventWorker, eachEmployer } from './each-employer.ts'
import { MAIL_OF, TOPIC_OF } from './events.ts'

/** Events that one transaction puts into mails. */
const AT_ONCE = 500
/** Days after which a mail of events is not sent any more: it would only confuse. */
const VOID_DAYS = 7

const MAILED = Object.entries(TOPIC_OF).flatMap(([kind, topic]) => (topic ? [{ kind, topic, mail: MAIL_OF[topic] }] : []))

/**
 * Puts what has happened into mails: each event into one for each address of its employer that wishes its topic and was there
 * when it happened. The first goes at once; what comes within LIMITS.digestHours after an address's last mail of its kind (MAIL_OF)
 * goes with one mail when they are over. Each employer by one relay at a time, AT_ONCE events in a turn. Returns how many events.
 */
export function fanOutEvents(worker: EventWorker): Promise<number> {
  return eachEmployer(worker, { column: 'mailed_at', failed: 'events-not-mailed' }, fanOutOne)
}

async function fanOutOne(client: PoolClient, employerId: string): Promise<number> {
  const ask = <Row extends object>(name: string, text: string, values: unknown[]) =>
    client.query<Row>({ name, text, values }).then(({ rows }) => rows)
  const [lock] = await ask<{ mine: boolean }>('lock-mails', LOCK_MAILS, [employerId])
  if (!lock?.mine) return 0
  const events = (await ask<{ id: string }>('events-to-mail', EVENTS_TO_MAIL, [employerId, AT_ONCE])).map(({ id }) => id)
  // An address that is removed meanwhile waits for this, and takes the mails to it out of the queue.
  await ask('keep-recipients', 'SELECT FROM notice_recipient WHERE employer_id = $1::uuid FOR KEY SHARE', [employerId])
  const table = [MAILED.map(({ kind }) => kind), MAILED.map(({ topic }) => topic), MAILED.map(({ mail }) => mail)]
  const wishes = await ask<{ address: string; mail: string; events: string[] }>('wishes', WISHES, [employerId, events, ...table])
  for (const { address, mail, events: wished } of wishes) {
    const [open] = await ask<{ id: string }>('open-digest', OPEN_DIGEST, [employerId, address, mail])
    const terms = [employerId, address, mail, LIMITS.digestHours, VOID_DAYS]
    const [notice] = open ? [open] : await ask<{ id: string }>('new-digest', NEW_DIGEST, terms)
    await ask('into-digest', INTO_DIGEST, [employerId, address, notice?.id, wished])
  }
  await ask('events-mailed', 'UPDATE event SET mailed_at = clock_timestamp() WHERE id = ANY($1::uuid[])', [events])
  return events.length
}

const LOCK_MAILS = `SELECT pg_try_advisory_xact_lock(hashtextextended('mails:' || $1::uuid, 0)) AS mine`

const EVENTS_TO_MAIL = `
SELECT id FROM event WHERE employer_id = $1::uuid AND mailed_at IS NULL ORDER BY at, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`

/** `$3`, `$4` and `$5`: the kinds that are mailed, their topics, and in which mail. */
const WISHES = `
SELECT r.address, mailed.mail, array_agg(e.id) AS events
FROM notice_recipient r
JOIN event e ON e.employer_id = r.employer_id AND e.id = ANY($2::uuid[]) AND e.at >= r.created_at
JOIN unnest($3::text[], $4::text[], $5::text[]) AS mailed (kind, topic, mail) ON mailed.kind = e.kind AND mailed.topic = ANY(r.topics)
WHERE r.employer_id = $1::uuid GROUP BY r.address, mailed.mail`

/** A mail of events that nobody has tried to send yet: what a try has sent is never changed, its Message-ID may have arrived. */
const OPEN_DIGEST = `
SELECT id FROM notice WHERE employer_id = $1::uuid AND kind = $3 AND recipient = $2 AND attempts = 0
  AND next_attempt_at IS NOT NULL AND void_at > now()
ORDER BY created_at DESC LIMIT 1 FOR UPDATE`

const NEW_DIGEST = `
INSERT INTO notice (id, employer_id, kind, about, recipient, params, due_at, void_at, next_attempt_at, created_at)
SELECT id, $1::uuid, $3, id::text, $2, '{}', due, due + make_interval(days => $5::int), due, clock_timestamp()
FROM (
  SELECT gen_random_uuid() AS id, greatest(clock_timestamp(), make_interval(hours => $4::int) + (
    SELECT max(coalesce(sent_at, due_at)) FROM notice WHERE employer_id = $1::uuid AND kind = $3 AND recipient = $2
  )) AS due
) AS digest RETURNING id`

const INTO_DIGEST = `
INSERT INTO notice_event (event_id, recipient, notice_id, employer_id)
SELECT event_id, $2, $3::uuid, $1::uuid FROM unnest($4::uuid[]) AS event_id`

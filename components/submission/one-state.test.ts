import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { claimNext } from '#lib/submissions/claim-next.ts'
import { findSubmission } from '#lib/submissions/find-submission.ts'
import { followSubmission } from '#lib/submissions/follow-submission.ts'
import { findKvittens } from '#lib/submissions/kvittens.ts'
import { listSubmissions } from '#lib/submissions/list-submissions.ts'
import { openAttempt } from '#lib/submissions/open-attempt.ts'
import { type SubmittedFile, submitFile } from '#lib/submissions/submit-file.ts'
import { statusTexts } from '#lib/text/status.ts'
import { eventsOf } from './events.ts'
import { situationOf } from './situation.ts'
import { stateInList } from './state-in-list.ts'
import { transportClock } from './two-clocks.ts'

const TERMS = { locale: 'sv', stopped: null } as const
let at: SubmissionsFixture
let submission: SubmittedFile['submission']
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  const { employerId, anna } = at.first
  const file = await at.file(employerId, randomBytes(100))
  const handIn = { db: at.web, actor: anna.actor, now: new Date() }
  submission = (await submitFile(handIn, { order: orderFor(employerId), file })).submission
})

/** A relay that opens an attempt; its lease ends after `leaseMs`. */
async function beginAttempt(leaseMs: number): Promise<void> {
  const claims = await claimNext({ db: at.relay }, { channel: 'https', limit: 1000, leaseMs: 60_000 })
  const claim = claims.find(({ submissionId }) => submissionId === submission.id)
  if (claim) await openAttempt({ db: at.relay }, claim, { relay: 'a', leaseMs })
}

/** The state as each place tells it. */
async function told() {
  const context = { db: at.web, actor: at.ombud.actor, now: new Date() }
  const { employerId } = at.first
  const { reference } = submission
  const { submissions } = await listSubmissions(context, { employerId })
  const listed = submissions.find((row) => row.reference === reference)
  if (!listed) throw new Error('not listed')
  const found = await findSubmission(context, { employerId, reference })
  const isIn = async (word: 'okand' | 'skickas') =>
    (await listSubmissions(context, { employerId, status: word })).submissions.some((row) => row.reference === reference)
  return {
    list: stateInList(listed).word,
    home: listed.status,
    filter: { okand: await isIn('okand'), skickas: await isIn('skickas') },
    page: {
      clock: transportClock(found.state).word,
      headline: statusTexts.sv[situationOf(found.state)].headline,
      attempts: found.attempts.map(({ outcome }) => outcome),
      events: eventsOf(found).map(({ kind }) => kind),
    },
    api: (await findKvittens(context, { employerId, reference, ...TERMS })).status,
    live: (await followSubmission(context, { employerId, reference, ...TERMS })).status,
  }
}

test('a relay that died in mid-send: list, filter, page and API say the same, that nobody knows', async () => {
  await beginAttempt(-1)
  expect(await told()).toEqual({
    list: 'unknown',
    home: 'okand',
    filter: { okand: true, skickas: false },
    page: {
      clock: 'unknown',
      headline: statusTexts.sv.unknown.headline,
      attempts: ['unknown'],
      events: ['submitted', 'attempt'],
    },
    api: 'okand',
    live: 'okand',
  })
})

test('the first try, while it goes on: it is being sent, and has not failed', async () => {
  await beginAttempt(60_000)
  expect(await told()).toEqual({
    list: 'sending',
    home: 'skickas',
    filter: { okand: false, skickas: true },
    page: { clock: 'sending', headline: statusTexts.sv.sending.headline, attempts: [null], events: ['submitted', 'attemptOpen'] },
    api: 'skickas',
    live: 'skickas',
  })
})

/** What `read` gives when a relay opens the first attempt after it has read the row, and before it reads the attempts. */
async function readWhileOpened<T>(read: () => Promise<T>): Promise<T> {
  const client = await at.owner.pool.connect()
  try {
    await client.query('BEGIN; LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE')
    const reading = read()
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%attempt%'`
    while ((await at.owner.pool.query(waits)).rowCount === 0) await pause(10)
    await client.query(
      `UPDATE submission SET sending_at = now(), lease_until = now() + interval '1 minute', attempt_count = 1 WHERE id = $1`,
      [submission.id],
    )
    await client.query(
      `INSERT INTO attempt (id, submission_id, employer_id, number, fence, relay, opened_at)
       VALUES (gen_random_uuid(), $1, $2, 1, 1, 'a', now())`,
      [submission.id, at.first.employerId],
    )
    await client.query('COMMIT')
    return await reading
  } finally {
    client.release()
  }
}

test('an attempt that begins while the page is read: row and attempts are of one moment', async () => {
  const asked = { employerId: at.first.employerId, reference: submission.reference }
  const found = await readWhileOpened(() => findSubmission({ db: at.web, actor: at.ombud.actor, now: new Date() }, asked))
  expect(found.attempts).toHaveLength(found.attemptCount)
  expect(['queued', 'sending']).toContain(situationOf(found.state))
})

// The second wall by itself: what a query that forgets to name the employer gets to see. (The verbs name it: the first.)
import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { openDelivery } from '#lib/deliveries/open-delivery.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'

/** Tables that belong to an employer, and the column that says to which. */
const TABLES = {
  employer: 'id',
  member: 'employer_id',
  submission: 'employer_id',
  attempt: 'employer_id',
  receipt: 'employer_id',
  kept_report: 'employer_id',
  sent_cases: 'employer_id',
  notice: 'employer_id',
  event: 'employer_id',
  notice_recipient: 'employer_id',
  notice_event: 'employer_id',
  webhook: 'employer_id',
  webhook_call: 'employer_id',
  conversion: 'employer_id',
  delivery: 'employer_id',
  delivery_access: 'employer_id',
  upload: 'employer_id',
  certificate: 'employer_id',
  mandate: 'employer_id',
  exchange: 'employer_id',
  invitation: 'employer_id',
  assignment: 'employer_id',
  audit: 'chain',
}
/** Gateway has no business with people and their pages. */
const OF_GATEWAY = [
  'employer',
  'submission',
  'attempt',
  'receipt',
  'sent_cases',
  'delivery',
  'delivery_access',
  'upload',
  'conversion',
]
/** Tables that belong to persons: their own tests ask for them. */
const OF_PERSONS = [
  'login_session',
  'person',
  'application',
  'application_party',
  'application_signature',
  'application_file',
  'application_decision',
  'mail_code',
  'signing',
]
/** Each process writes its own: lib/beat.test.ts. */
const OF_PROCESSES = ['process_beat']
const CASES = [
  ...Object.keys(TABLES).map((table) => ['web', table] as const),
  ...OF_GATEWAY.map((table) => ['gateway', table] as const),
]

let at: SubmissionsFixture
let as: Record<'web' | 'gateway', pg.Client>
/** By employer: the cookie of a login, the fingerprint of a certificate. */
const shown = new Map<string, { web: string; gateway: string }>()

beforeAll(async () => {
  at = await submissionsFixture()
  const open = (role: 'web' | 'gateway') => new pg.Client({ connectionString: at.database.as(role) })
  as = { web: open('web'), gateway: open('gateway') }
  for (const client of Object.values(as)) await client.connect()
  for (const [{ employerId }, { actor, personId }] of [
    [at.first, at.first.anna],
    [at.second, at.second.bo],
  ] as const) {
    const file = { ...(await at.file(employerId, randomBytes(10))), caseKeys: randomBytes(16) }
    const handed = { order: orderFor(employerId, { fileName: 'a.xml' }), file }
    const { submission } = await submitFile({ db: at.web, actor, now: new Date() }, handed)
    const key = { submissionId: submission.id, employerId }
    const { prisma } = at.owner
    const attempt = await prisma.attempt.create({ data: { ...key, number: 1, fence: 1n, relay: 'r', openedAt: new Date() } })
    const answer = { kind: 'unreadable', recordedAt: new Date(), httpStatus: 502, raw: Buffer.from('x') }
    await prisma.receipt.create({ data: { ...key, attemptId: attempt.id, ...answer } })
    const { sessionId } = actor
    const kept = { service: 'x', fileName: 'x', report: {}, sha256: '0'.repeat(64), expiresAt: new Date() }
    await prisma.keptReport.create({ data: { employerId, sessionId, ...kept } })
    const soon = { dueAt: new Date(), voidAt: new Date(Date.now() + 1000) }
    const der = randomBytes(20)
    const fingerprint = createHash('sha256').update(der).digest('hex')
    const name = { issuer: 'CN=CA', subjectNumber: 'x', commonName: 'x', number: fingerprint.slice(0, 20) }
    const times = { notBefore: new Date(), notAfter: new Date(), validFrom: new Date() }
    await prisma.certificate.create({ data: { employerId, fingerprint, der, ...name, ...times } })
    shown.set(employerId, { web: actor.credential, gateway: fingerprint })
    const days = { validFrom: new Date(), validUntil: new Date() }
    await prisma.mandate.create({ data: { employerId, agentOrgnr: '165599001236', ...days } })
    const expiresAt = new Date(Date.now() + 86_400_000)
    const invited = { name: 'x', address: 'a@example.test', role: 'reader', expiresAt }
    await prisma.invitation.create({ data: { employerId, tokenHash: employerId, ...invited } })
    await prisma.assignment.create({ data: { employerId, clientId: employerId, personId } })
    const notice = await prisma.notice.create({
      data: { employerId, kind: 'address-added', about: 'x', recipient: 'a@example.test', params: {}, ...soon },
    })
    const event = await prisma.event.create({ data: { employerId, kind: 'late', submissionId: submission.id } })
    await prisma.noticeRecipient.create({ data: { employerId, address: 'a@example.test', topics: [] } })
    await prisma.noticeEvent.create({ data: { employerId, eventId: event.id, noticeId: notice.id, recipient: 'a@example.test' } })
    const webhook = await prisma.webhook.create({ data: { employerId, url: 'https://a.test/', events: [], secret: 'x' } })
    await prisma.webhookCall.create({ data: { employerId, webhookId: webhook.id, eventId: event.id, type: 'x', body: '{}' } })
    await prisma.conversion.create({ data: { employerId, service: 'sjukanmalan', version: 1, layout: {} } })
    const { id } = await addDelivery(at, { employerId })
    await openDelivery({ db: at.web, actor, now: new Date() }, { which: { employerId, id }, way: 'browser', from: 0 })
    const day = { createdAt: new Date(), expiresAt: new Date(Date.now() + 86_400_000) }
    const coming = { way: 'gateway', service: 'x', fileName: 'x', bytes: 1n, sealedKey: Buffer.from('x'), ...day }
    await prisma.upload.create({ data: { id: randomBytes(16).toString('hex'), employerId, ...coming } })
  }
})
afterAll(async () => {
  for (const client of Object.values(as)) await client.end()
  await at.drop()
})

const SPEAK = { web: 'SELECT speak_for($1, $2) AS said', gateway: 'SELECT speak_for_certificate($1, $2) AS said' }

/** Speaks for the employer, with the cookie of a member's or a certificate of its own; for nobody where there is no such employer. */
async function speak(role: 'web' | 'gateway', employerId: string): Promise<void> {
  const known = shown.get(employerId)
  if (!known) return
  const { rows } = await as[role].query<{ said: string }>(SPEAK[role], [known[role], employerId])
  expect(rows[0]?.said).toBe('ok')
}

/** Whose rows a transaction sees that speaks for `employerId`, or for nobody. */
async function seen(role: 'web' | 'gateway', table: string, employerId: string): Promise<string[]> {
  const column = TABLES[table as keyof typeof TABLES]
  await as[role].query('BEGIN')
  await speak(role, employerId)
  const { rows } = await as[role].query<{ whose: string }>(`SELECT DISTINCT ${column} AS whose FROM ${table}`)
  await as[role].query('COMMIT')
  return rows.map(({ whose }) => whose)
}

describe('row security', () => {
  test('is on for just the tables that this test knows', async () => {
    const { rows } = await at.owner.pool.query(`SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'`)
    expect(rows.map(({ relname }) => relname).sort()).toEqual(
      [...Object.keys(TABLES), ...OF_PERSONS, ...OF_PROCESSES, 'audit_head'].sort(),
    )
  })

  test.each(CASES)('shows %s one employer’s %s alone, and nothing to who speaks for nobody', async (role, table) => {
    const { rows } = await at.owner.pool.query(
      `SELECT count(DISTINCT ${TABLES[table as keyof typeof TABLES]})::int AS n FROM ${table}`,
    )
    expect(rows[0].n).toBeGreaterThanOrEqual(2)
    expect(await seen(role, table, at.first.employerId)).toEqual([at.first.employerId])
    expect(await seen(role, table, at.second.employerId)).toEqual([at.second.employerId])
    expect(await seen(role, table, '')).toEqual([])
  })

  test('lets nobody write for, or move a row to, another employer', async () => {
    const { web } = as
    const attempts = [
      `UPDATE submission SET withdrawn_at = now(), next_attempt_at = NULL WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE submission SET dealt_with_at = now(), dealt_with_by = 'me' WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE submission SET replaced_by = NULL WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE member SET used_at = now() WHERE employer_id = '${at.second.employerId}'`,
      `DELETE FROM kept_report WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE delivery SET fetched_at = now() WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE delivery_access SET completed_at = now() WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE upload SET holder = 'me' WHERE employer_id = '${at.second.employerId}'`,
      `DELETE FROM upload WHERE employer_id = '${at.second.employerId}'`,
      `DELETE FROM notice_recipient WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE webhook SET removed_at = now() WHERE employer_id = '${at.second.employerId}'`,
      `UPDATE webhook_call SET next_attempt_at = now() WHERE employer_id = '${at.second.employerId}'`,
    ]
    for (const sql of attempts) {
      await web.query('BEGIN')
      await speak('web', at.first.employerId)
      expect((await web.query(sql)).rowCount, sql).toBe(0)
      await web.query('COMMIT')
    }
    await expect(
      web.query(
        `INSERT INTO kept_report (id, employer_id, session_id, service, file_name, report, sha256, expires_at)
         VALUES (gen_random_uuid(), $1, $2, 'x', 'x', '{}', repeat('0', 64), now())`,
        [at.second.employerId, at.second.bo.actor.sessionId],
      ),
    ).rejects.toThrow(/row-level security|another's session_id/)
  })

  test('keeps from web and gateway what relay alone deals with, and lets nobody rewrite what came from FK', async () => {
    for (const role of ['web', 'gateway'] as const)
      await expect(as[role].query('SELECT 1 FROM arrival')).rejects.toThrow(/permission denied/)
    for (const set of [`sha256 = repeat('0', 64)`, 'fetched_at = NULL', 'purge_on = purge_on + 1']) {
      await at.owner.pool.query('UPDATE delivery SET fetched_at = coalesce(fetched_at, now())')
      await expect(at.owner.pool.query(`UPDATE delivery SET ${set}`), set).rejects.toThrow(/never rewritten|stays done/)
    }
    await expect(at.owner.pool.query('DELETE FROM delivery_access')).rejects.toThrow(/stays/)
    await expect(as.web.query('UPDATE delivery SET purged_at = now()')).rejects.toThrow(/permission denied/)
  })

  test('lets web enter what FK said by the function alone, for the employer it speaks for, and gateway not at all', async () => {
    const { id, reference } = await at.owner.prisma.submission.findFirstOrThrow({ where: { employerId: at.second.employerId } })
    const settle = `SELECT settle_submission('${id}', 'has', NULL, now(), 'phone', 'x', 'x')`
    for (const sql of [settle, `SELECT lock_dispute('${at.second.employerId}', '${reference}')`]) {
      await as.web.query('BEGIN')
      await speak('web', at.first.employerId)
      await expect(as.web.query(sql), sql).rejects.toThrow(/another employer/)
      await as.web.query('ROLLBACK')
      await expect(as.gateway.query(sql), sql).rejects.toThrow(/permission denied/)
    }
    for (const column of ['settled_at', 'settled_name', 'unknown_at', 'kvittens_id', 'disputed_at', 'delivered_at'])
      for (const role of ['web', 'gateway'] as const)
        await expect(as[role].query(`UPDATE submission SET ${column} = NULL`), column).rejects.toThrow(/permission denied/)
  })
})

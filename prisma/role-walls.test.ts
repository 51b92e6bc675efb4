// What each role may change of its own company's, asked of the database alone: no verb is asked.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCertificate } from '#e2e/fixtures/add-certificate.ts'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { sqlForEmployer } from '#lib/db.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'

let at: SubmissionsFixture
beforeAll(async () => {
  at = await submissionsFixture()
  const { employerId, anna } = at.first
  const file = await at.file(employerId, randomBytes(9))
  await submitFile({ db: at.web, actor: anna.actor, now: new Date() }, { order: orderFor(employerId), file })
  await addCertificate(at.owner, { employerId })
  await addDelivery(at, { employerId })
  const day = { validFrom: new Date(), validUntil: new Date() }
  await at.owner.prisma.mandate.create({ data: { employerId, agentOrgnr: '165599001319', ...day } })
  await at.owner.prisma.webhook.create({ data: { employerId, url: 'https://a.test/', events: [], secret: 'x' } })
})
afterAll(() => at.drop())

const LATER = `now() + interval '1 day'`
/** By who may: statements that change a row each. */
const CHANGES: Record<string, readonly string[]> = {
  administrator: [
    `UPDATE certificate SET valid_from = ${LATER}`,
    'UPDATE mandate SET ended_at = now()',
    'UPDATE webhook SET removed_at = now()',
    'UPDATE employer SET password_login = NOT password_login',
    `INSERT INTO mandate (id, employer_id, agent_orgnr, valid_from, valid_until) SELECT gen_random_uuid(), id, '165599001319', now(), now() FROM employer`,
    `INSERT INTO notice_recipient (employer_id, address, topics) SELECT id, 'tjuv@example.test', '{}' FROM employer`,
  ],
  handler: [
    'UPDATE submission SET withdrawn_at = now(), next_attempt_at = NULL',
    'UPDATE delivery SET fetched_at = now()',
    `INSERT INTO upload (id, employer_id, way, person_id, service, file_name, bytes, sealed_key, created_at, expires_at)
       SELECT repeat('0', 32), id, 'browser', (SELECT person_id FROM submission LIMIT 1), 'sjukanmalan', 'x', 1, 'x', now(), ${LATER} FROM employer`,
  ],
}
const CASES = ['administrator', 'handler', 'ombud', 'reader'].flatMap((role) =>
  Object.entries(CHANGES).flatMap(([who, all]) =>
    all.map((sql) => [role, role === 'administrator' || (who === 'handler' && role !== 'reader'), sql] as const),
  ),
)

test.each(CASES)('%s, may: %s: %s', async (role, may, sql) => {
  const { employerId, anna } = at.first
  await at.owner.prisma.member.updateMany({ where: { personId: anna.personId }, data: { role } })
  const undo = new Error('undone')
  const changed = sqlForEmployer({ db: at.web, actor: anna.actor }, employerId, async (client) => {
    const { rowCount } = await client.query(sql)
    if (rowCount !== 0) throw undo
  })
  if (may) await expect(changed).rejects.toBe(undo)
  else
    await expect(
      changed.catch((error: unknown) => (/row-level security/.test(String(error)) ? undefined : error)),
    ).resolves.toBeUndefined()
})

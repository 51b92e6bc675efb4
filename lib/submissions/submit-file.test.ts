import { randomBytes, randomUUID } from 'node:crypto'
import { access, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setServices } from '#e2e/fixtures/exchanges.ts'
import { OPEN_GATE, orderFor, SERVICE, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { forEmployer } from '#lib/db.ts'
import type { Order } from '#lib/intake/order.ts'
import { LIMITS } from '#lib/limits.ts'
import { INCOMING, pathOf } from '#lib/store/format.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { lockFile } from './lock-file.ts'
import { type SubmitFileInput, submitFile } from './submit-file.ts'
import { sweepUnconfirmed } from './sweep-payloads.ts'
import { withdrawSubmission } from './withdraw-submission.ts'

let at: SubmissionsFixture
const now = new Date('2026-11-21T12:00:00Z')
const SAME_FILE_HOURS = LIMITS.sameFileDays * 24
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

type More = Partial<Order> & { employerId?: string }

async function handed(bytes: Buffer, { employerId = at.first.employerId, ...more }: More = {}): Promise<SubmitFileInput> {
  return { order: orderFor(employerId, more), file: await at.file(employerId, bytes) }
}
const by = ({ actor } = at.first.anna, when = now) => ({ db: at.web, actor, now: when })
const submit = async (bytes: Buffer, more: More = {}, when = now, who = at.first.anna) =>
  submitFile(by(who, when), await handed(bytes, more))
const count = () => at.owner.prisma.submission.count()
const incoming = () => readdir(join(at.dir, INCOMING))

describe('a file that is handed in', () => {
  test('is a row, an audit link and a payload that decrypts to the same bytes, due at once', async () => {
    const bytes = randomBytes(200_000)
    const { submission, duplicate } = await submit(bytes)
    expect(duplicate).toBe(false)
    expect(submission).toMatchObject({ records: 3, bytes: 200_000n, submittedAt: now, attemptCount: 0 })
    expect(submission.reference).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]$/)
    const { rows } = await at.owner.pool.query(
      'SELECT next_attempt_at <= clock_timestamp() AS due FROM submission WHERE id = $1',
      [submission.id],
    )
    expect(rows[0]?.due).toBe(true)
    const parts: Uint8Array[] = []
    const { dir, identity } = at
    const { employerId, sha256 } = submission
    for await (const part of openPayload({ dir, employerId, sha256, identity })) parts.push(part)
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    const audit = await at.owner.prisma.audit.findFirst({ where: { object: submission.id } })
    expect(audit).toMatchObject({ chain: employerId, action: 'submission.submitted' })
    expect(await incoming()).toEqual([])
  })

  test('made of a table is known again by the table, though its own bytes have another time in them', async () => {
    const { employerId } = at.first
    const layout = { format: 'csv', columns: [{ heading: 'Pnr', field: 'sjukfall/personnummer#1' }] }
    const make = (version: number) => ({ employerId, service: SERVICE.id, version, layout })
    const one = await at.owner.prisma.conversion.create({ data: { ...make(1), onSince: now } })
    const other = await at.owner.prisma.conversion.create({ data: make(2) })
    const came = { by: 'portal', sha256: 'c'.repeat(64), bytes: 9, steps: [] } as const
    const table = async (id: string, key?: string) => {
      const { order, file } = await handed(randomBytes(50), { idempotencyKey: key })
      return submitFile(by(), { order, file: { ...file, origin: { ...came, conversion: { id, version: 1 } } } })
    }
    const first = await table(one.id, 'k')
    for (const again of [await table(one.id), await table(one.id, 'k')])
      expect(again).toMatchObject({ duplicate: true, submission: { id: first.submission.id } })
    await expect(table(other.id)).rejects.toMatchObject({ code: 'conflict', detail: 'conversion_off' })
    await at.owner.prisma.conversion.update({ where: { id: one.id }, data: { onSince: null } })
    await at.owner.prisma.conversion.update({ where: { id: other.id }, data: { onSince: now } })
    expect((await table(other.id)).duplicate).toBe(false)
    expect(await incoming()).toEqual([])
  })

  test('is refused, and gone, when its e-service only checks', async () => {
    const before = await count()
    const wish = await handed(randomBytes(10), { service: { ...SERVICE, id: 'franvarouppgift', checkOnly: true } })
    await expect(submitFile(by(), wish)).rejects.toMatchObject({ code: 'invalid', detail: 'check_only' })
    expect(await count()).toBe(before)
    expect(await incoming()).toEqual([])
  })

  test('is refused, and gone, when the employer is not admitted to the e-service', async () => {
    const wish = await handed(randomBytes(10), { service: { ...SERVICE, id: 'annat' } })
    await expect(submitFile(by(), wish)).rejects.toMatchObject({ code: 'not_allowed', detail: 'service' })
    await expect(access(pathOf(at.dir, wish.order.employer.employerId, wish.file.sha256))).rejects.toThrow('ENOENT')
    expect(await incoming()).toEqual([])
  })

  test('is refused, and gone, when the person does not act for the employer', async () => {
    const wish = await handed(randomBytes(10))
    await expect(submitFile(by(at.second.bo), wish)).rejects.toMatchObject({ code: 'not_found' })
    await expect(access(pathOf(at.dir, wish.order.employer.employerId, wish.file.sha256))).rejects.toThrow('ENOENT')
    expect(await incoming()).toEqual([])
  })
})

describe('who may hand in is asked in the transaction that commits', () => {
  const member = () => ({ where: { employerId_personId: { employerId: at.first.employerId, personId: at.first.anna.personId } } })
  const removed = (removedAt: Date | null) => at.owner.prisma.member.update({ ...member(), data: { removedAt } })
  const login = () => ({ where: { id: at.first.anna.actor.sessionId } })

  test.each([
    ['a membership that has ended', 'not_found', () => removed(now), () => removed(null)],
    [
      'a login that has ended',
      'not_signed_in',
      () => at.owner.prisma.loginSession.update({ ...login(), data: { expiresAt: now } }),
      () => at.owner.prisma.loginSession.update({ ...login(), data: { expiresAt: later(10_000) } }),
    ],
  ] as const)('%s while it waited for its turn is refused, and leaves nothing', async (_title, code, end, restore) => {
    const before = await count()
    const wish = await handed(randomBytes(10))
    const { employerId } = at.first
    const { sha256 } = wish.file
    let waiting: Promise<unknown> = Promise.resolve()
    await forEmployer({ db: at.web, actor: at.ombud.actor }, employerId, async (tx) => {
      await lockFile(tx, { employerId, sha256 })
      waiting = expect(submitFile(by(), wish)).rejects.toMatchObject({ code })
      const held = `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`
      await expect.poll(async () => (await at.owner.pool.query(held)).rows[0].n).toBe(1)
      await end()
    })
    await waiting
    await restore()
    expect(await count()).toBe(before)
    await expect(access(pathOf(at.dir, employerId, sha256))).rejects.toThrow('ENOENT')
    expect(await incoming()).toEqual([])
  })
})

describe('the same file again', () => {
  test(`within ${SAME_FILE_HOURS} hours gets the first answer, and after that is a new submission`, async () => {
    const bytes = randomBytes(100)
    const first = await submit(bytes)
    const second = await submit(bytes, { fileName: 'annat.xml' }, later(SAME_FILE_HOURS - 0.1))
    expect(second).toMatchObject({ duplicate: true, submission: { reference: first.submission.reference } })
    const third = await submit(bytes, {}, later(SAME_FILE_HOURS + 0.1))
    expect(third.duplicate).toBe(false)
    expect(third.submission.messageId).not.toBe(first.submission.messageId)
  })

  test('is new for another employer and for another e-service', async () => {
    for (const { employerId } of [at.first, at.second]) await setServices(at.owner, employerId, ['sjukanmalan', 'annan'])
    const bytes = randomBytes(100)
    await submit(bytes)
    const { employerId } = at.second
    expect(await submit(bytes, { employerId }, now, at.ombud)).toMatchObject({ duplicate: false })
    expect(await submit(bytes, { service: { ...SERVICE, id: 'annan' } })).toMatchObject({ duplicate: false })
  })

  test('takes the place of a stored file that was damaged, however late: still one submission, one message id, due again', async () => {
    const bytes = randomBytes(70_000)
    const { submission: first } = await submit(bytes)
    const { id, employerId, sha256 } = first
    await writeFile(pathOf(at.dir, employerId, sha256), 'damaged')
    await at.owner.prisma.submission.update({ where: { id }, data: { heldAt: now, heldReason: 'payload', nextAttemptAt: null } })
    const { submission, duplicate } = await submit(bytes, {}, later(72))
    expect(duplicate).toBe(true)
    expect(submission).toMatchObject({ id, messageId: first.messageId, heldAt: null, heldReason: null })
    expect(submission.nextAttemptAt).not.toBeNull()
    expect(submission.dueSince?.getTime()).toBeGreaterThan(first.dueSince?.getTime() ?? Number.POSITIVE_INFINITY)
    const parts: Uint8Array[] = []
    for await (const part of openPayload({ dir: at.dir, employerId, sha256, identity: at.identity })) parts.push(part)
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    expect(await incoming()).toEqual([])
  })

  test('does not free one that may have arrived', async () => {
    const bytes = randomBytes(100)
    const { id } = (await submit(bytes)).submission
    const data = { heldAt: now, heldReason: 'payload', unknownAt: now, nextAttemptAt: null }
    await at.owner.prisma.submission.update({ where: { id }, data })
    expect(await submit(bytes)).toMatchObject({ duplicate: true, submission: { id, heldReason: 'payload' } })
  })

  test.each([
    ['held as unknown', { heldAt: now, heldReason: 'unknown', nextAttemptAt: null }],
    ['still tried after an unknown end', {}],
  ])('gets the first answer however late when that may have arrived: %s', async (_title, data) => {
    const bytes = randomBytes(100)
    const { id, sha256 } = (await submit(bytes)).submission
    await at.owner.prisma.submission.update({ where: { id }, data: { ...data, unknownAt: now } })
    expect(await submit(bytes, {}, later(24 * 90))).toMatchObject({ duplicate: true, submission: { id } })
    expect(await at.owner.prisma.submission.count({ where: { sha256 } })).toBe(1)
  })

  test(`is new after ${SAME_FILE_HOURS} hours when the unknown one turned out to have been delivered`, async () => {
    const bytes = randomBytes(100)
    const { id } = (await submit(bytes)).submission
    const data = { nextAttemptAt: null, unknownAt: now, deliveredAt: now, kvittensId: 'FK-known' }
    await at.owner.prisma.submission.update({ where: { id }, data })
    expect(await submit(bytes, {}, later(SAME_FILE_HOURS + 0.1))).toMatchObject({ duplicate: false })
  })

  test('is new when the first was withdrawn, refused or disapproved', async () => {
    const { employerId, anna } = at.first
    const withdrawn = randomBytes(100)
    const { reference } = (await submit(withdrawn)).submission
    await withdrawSubmission(by(anna), { employerId, reference, gate: OPEN_GATE })
    expect(await submit(withdrawn)).toMatchObject({ duplicate: false })
    const ended = { nextAttemptAt: null }
    const refused = randomBytes(100)
    const { id } = (await submit(refused)).submission
    await at.owner.prisma.submission.update({ where: { id }, data: { ...ended, refusedAt: now } })
    expect(await submit(refused)).toMatchObject({ duplicate: false })
    const disapproved = randomBytes(100)
    const { id: other } = (await submit(disapproved)).submission
    const data = { ...ended, deliveredAt: now, kvittensId: 'FK-1', disapprovedAt: now }
    await at.owner.prisma.submission.update({ where: { id: other }, data })
    expect(await submit(disapproved)).toMatchObject({ duplicate: false })
  })

  test('under the same key gets the first answer, whatever has become of it', async () => {
    const bytes = randomBytes(100)
    const idempotencyKey = randomUUID()
    const { submission } = await submit(bytes, { idempotencyKey })
    await at.owner.prisma.submission.update({ where: { id: submission.id }, data: { nextAttemptAt: null, refusedAt: now } })
    const again = await submit(bytes, { idempotencyKey }, later(100))
    expect(again).toMatchObject({ duplicate: true, submission: { id: submission.id } })
  })

  test('the same key with other bytes is refused; the key of another employer is nobody’s business', async () => {
    const idempotencyKey = randomUUID()
    await submit(randomBytes(100), { idempotencyKey })
    const before = await count()
    await expect(submit(randomBytes(100), { idempotencyKey })).rejects.toMatchObject({ code: 'key_reused' })
    expect(await count()).toBe(before)
    expect(await incoming()).toEqual([])
    const { employerId, bo } = at.second
    expect(await submit(randomBytes(100), { idempotencyKey, employerId }, now, bo)).toMatchObject({ duplicate: false })
  })

  test('twenty times at once is one submission', async () => {
    const before = await count()
    const bytes = randomBytes(1000)
    const all = await Promise.all(Array.from({ length: 20 }, () => submit(bytes)))
    expect(new Set(all.map(({ submission }) => submission.reference)).size).toBe(1)
    expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    expect(await count()).toBe(before + 1)
    expect(await incoming()).toEqual([])
  })

  test('twenty at once under one key, of two files, is one submission and the rest are refused', async () => {
    const before = await count()
    const idempotencyKey = randomUUID()
    const [one, other] = [randomBytes(100), randomBytes(100)]
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => submit(n % 2 === 0 ? one : other, { idempotencyKey })),
    )
    expect(await count()).toBe(before + 1)
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    for (const result of all) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'key_reused' })
    expect(await incoming()).toEqual([])
  })
})

describe('a payload that got its name while the row did not come', () => {
  const age = { olderThanMs: 0, now: new Date(Date.now() + 60_000) }

  test('is removed by the sweep', async () => {
    const { employerId } = at.first
    const file = await at.file(employerId)
    await file.payload.seal(file.sha256)
    await file.payload.discard()
    expect(await sweepUnconfirmed({ db: at.relay }, at.dir, { ...age, olderThanMs: 3_600_000 })).toBe(0)
    expect(await sweepUnconfirmed({ db: at.relay }, at.dir, age)).toBe(1)
    await expect(access(pathOf(at.dir, employerId, file.sha256))).rejects.toThrow('ENOENT')
    expect(await incoming()).toEqual([])
  })

  test('stays when a row needs it after all', async () => {
    const bytes = randomBytes(100)
    const { submission } = await submit(bytes)
    const file = await at.file(submission.employerId, bytes)
    await file.payload.seal(file.sha256)
    expect(await sweepUnconfirmed({ db: at.relay }, at.dir, age)).toBe(0)
    await access(pathOf(at.dir, submission.employerId, submission.sha256))
    expect(await incoming()).toEqual([])
  })
})

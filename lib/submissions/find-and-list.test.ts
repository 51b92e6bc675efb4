import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type ActingPerson, orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { SHOWN_BYTES } from './answer-runs.ts'
import { findSubmission } from './find-submission.ts'
import { followSubmission } from './follow-submission.ts'
import { listSubmissions } from './list-submissions.ts'
import { STATUS_WORDS } from './status.ts'
import { type SubmittedFile, submitFile } from './submit-file.ts'
import { supportFind } from './support-find.ts'

let at: SubmissionsFixture
const now = new Date('2026-11-21T13:05:09Z')
const second = (n: number) => new Date(now.getTime() + n * 1000)
let mine: SubmittedFile['submission'][]
let theirs: SubmittedFile['submission']

beforeAll(async () => {
  at = await submissionsFixture()
  const { first, second: other } = at
  mine = []
  for (let n = 0; n < 12; n++) {
    // Pairs share their time, so that the id has to keep them apart.
    mine.push(await submitted(first.employerId, first.anna, { fileName: `lön_${n}%.xml`, when: second(Math.floor(n / 2)) }))
  }
  theirs = await submitted(other.employerId, other.bo, { fileName: 'lön_5%.xml', when: second(3) })
})
afterAll(() => at.drop())

async function submitted(
  employerId: string,
  { actor }: ActingPerson,
  more: { fileName: string; when: Date },
): Promise<SubmittedFile['submission']> {
  const file = await at.file(employerId, randomBytes(100))
  const { fileName, when } = more
  return (await submitFile({ db: at.web, actor, now: when }, { order: orderFor(employerId, { fileName }), file })).submission
}

function one(n: number): SubmittedFile['submission'] {
  const submission = mine[n]
  if (!submission) throw new Error(`no submission ${n}`)
  return submission
}

describe('the list', () => {
  const list = (more: object = {}) =>
    listSubmissions({ db: at.web, actor: at.ombud.actor, now }, { employerId: at.first.employerId, ...more })
  const newestFirst = () =>
    mine
      .toSorted((a, b) => b.submittedAt.getTime() - a.submittedAt.getTime() || (a.id < b.id ? 1 : -1))
      .map(({ reference }) => reference)

  test('has the newest first, page by page, each once and none of another employer’s', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await list({ limit: 5, after })
      seen.push(...page.submissions.map(({ reference }) => reference))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(newestFirst())
  })

  test('the last page that is just full has no next', async () => {
    expect((await list({ limit: 12 })).next).toBeNull()
    expect((await list({ limit: 11 })).next).not.toBeNull()
  })

  test('a cursor that no page gave out is refused', async () => {
    await expect(list({ after: 'AAAA' })).rejects.toMatchObject({ code: 'invalid', detail: 'cursor' })
  })

  test('finds by reference as people write it, by kvittensID, by SHA-256 and by part of a name', async () => {
    const references = async (search: string) => (await list({ search })).submissions.map(({ reference }) => reference)
    const { id, reference, sha256 } = one(4)
    const data = { deliveredAt: now, kvittensId: 'FK-2026-4', nextAttemptAt: null }
    await at.owner.prisma.submission.update({ where: { id }, data })
    for (const text of [
      reference,
      reference.toLowerCase().replaceAll('-', ' '),
      'FK-2026-4',
      sha256,
      sha256.toUpperCase(),
      'ön_4%',
    ])
      expect(await references(text), text).toEqual([reference])
    expect(await references('LÖN_')).toHaveLength(12)
    expect(await references('\0')).toEqual([])
    expect(await references('l_n')).toEqual([])
    expect(await references(theirs.reference)).toEqual([])
    expect(await references(theirs.sha256)).toEqual([])
  })

  test('filters by service, state and period', async () => {
    expect((await list({ service: 'annan' })).submissions).toEqual([])
    const delivered = await list({ status: 'levererad' })
    expect(delivered.submissions.map(({ reference }) => reference)).toEqual([one(4).reference])
    const counts = await Promise.all(STATUS_WORDS.map(async (status) => (await list({ status })).submissions.length))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12)
    expect((await list({ from: second(2), until: second(4) })).submissions).toHaveLength(4)
  })
})

describe('one submission', () => {
  test('comes with its attempts and answers; a long answer is cut', async () => {
    const { id: submissionId, employerId, reference } = one(1)
    const key = { submissionId, employerId }
    const opened = { fence: 1n, relay: 'r1', openedAt: now }
    await at.owner.prisma.submission.update({ where: { id: submissionId }, data: { attemptCount: 2 } })
    const first = await at.owner.prisma.attempt.create({
      data: { ...key, ...opened, number: 1, closedAt: now, outcome: 'unsent' },
    })
    await at.owner.prisma.attempt.create({ data: { ...key, ...opened, number: 2 } })
    const raw = Buffer.from(`<fel>${'å'.repeat(SHOWN_BYTES)}</fel>`)
    const answer = { attemptId: first.id, kind: 'refusal', recordedAt: now, httpStatus: 503, raw }
    await at.owner.prisma.receipt.create({ data: { ...key, ...answer } })
    const found = await findSubmission({ db: at.web, actor: at.ombud.actor, now }, { employerId, reference })
    expect(found.attempts.map(({ first, last }) => [first, last])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(found.employer.orgnr).toBe('165599001236')
    expect(found.person).toBe('Anna')
    expect(found.attempts.map(({ outcome }) => outcome)).toEqual(['unsent', 'unknown'])
    const [receipt] = found.receipts
    expect(receipt).toMatchObject({ shownBytes: SHOWN_BYTES, totalBytes: raw.length, httpStatus: 503 })
    expect(receipt?.text.startsWith('<fel>ååå')).toBe(true)
  })

  test('does not bring answers of a megabyte into the process', async () => {
    const { id: submissionId, employerId, reference } = one(2)
    const raw = Buffer.alloc(1_000_000, 'a')
    const answer = { kind: 'unreadable', recordedAt: now, httpStatus: 500, raw }
    await at.owner.prisma.receipt.create({ data: { submissionId, employerId, ...answer } })
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const found = await findSubmission({ db: at.web, actor: at.ombud.actor, now }, { employerId, reference })
    const answered = await Promise.all(asked.mock.results.map(({ value }) => value as unknown))
    asked.mockRestore()
    expect(found.receipts).toMatchObject([{ shownBytes: SHOWN_BYTES, totalBytes: raw.length }])
    const rows = answered.map((result) => JSON.stringify((result as { rows?: unknown } | undefined)?.rows ?? []))
    expect(rows.join('')).toContain(submissionId)
    expect(rows.join('').length).toBeLessThan(raw.length)
  })

  test('is told to a page that watches in the words of the wire', async () => {
    const { employerId, reference, sha256 } = one(1)
    expect(
      await followSubmission({ db: at.web, actor: at.ombud.actor, now }, { employerId, reference, locale: 'sv', stopped: null }),
    ).toMatchObject({
      referens: reference,
      status: 'i-ko',
      mottagen: '2026-11-21T14:05:09+01:00',
      arbetsgivare: '5599001236',
      filnamn: 'lön_1%.xml',
      bytes: 100,
      sha256,
      antal: 3,
      levererad: null,
      kvittensID: null,
      slutlage: false,
      forsok: 2,
    })
  })

  test('of another employer does not exist', async () => {
    const foreign = { employerId: at.first.employerId, reference: theirs.reference, locale: 'sv', stopped: null } as const
    await expect(findSubmission({ db: at.web, actor: at.ombud.actor, now }, foreign)).rejects.toMatchObject({ code: 'not_found' })
    await expect(followSubmission({ db: at.web, actor: at.ombud.actor, now }, foreign)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('support', () => {
  const trail = () => at.owner.prisma.audit.count({ where: { action: { startsWith: 'support.' } } })

  test('finds any employer’s submission by reference or kvittensID, and each look-up stands in the audit trail', async () => {
    for (const query of [theirs.reference.toLowerCase(), ` ${theirs.reference} `]) {
      const before = await trail()
      const found = await supportFind({ db: at.web, actor: at.ombud.actor, now }, query)
      expect(found.map(({ reference, employer }) => [reference, employer.name])).toEqual([[theirs.reference, 'Provföretaget AB']])
      expect(await trail()).toBe(before + 2)
    }
    expect((await supportFind({ db: at.web, actor: at.ombud.actor, now }, 'FK-2026-4')).map(({ id }) => id)).toEqual([one(4).id])
  })

  test('is told nothing of the file’s name and findings, of who handed it in, or of FK’s words', async () => {
    const { id: submissionId, employerId, reference } = one(3)
    const words = 'Underkänd: lön_3'
    const answer = { kind: 'refusal', reason: words, recordedAt: now, httpStatus: 422, raw: Buffer.from(words), peer: 'ab' }
    await at.owner.prisma.receipt.create({ data: { submissionId, employerId, ...answer } })
    const [hit] = await supportFind({ db: at.web, actor: at.ombud.actor, now }, reference)
    expect(hit).toMatchObject({ reference, state: { kind: 'queued' }, receipts: [{ kind: 'refusal', httpStatus: 422 }] })
    expect(hit?.employer.orgnr).toBe('559900-1236')
    const told = JSON.stringify(hit, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
    for (const left of ['lön_3', 'Underkänd', 'findings', at.first.anna.personId, 'Anna']) expect(told).not.toContain(left)
  })

  test('a look-up that finds nothing stands there too', async () => {
    const before = await trail()
    for (const query of ['FK-FINNS-INTE', '\0'])
      expect(await supportFind({ db: at.web, actor: at.ombud.actor, now }, query)).toEqual([])
    expect(await trail()).toBe(before + 2)
  })

  test('is not for a personnummer, which leaves no trace; a kvittensID of as many digits is found', async () => {
    const before = await trail()
    for (const query of ['189001019802', ' 18900101-9802 '])
      await expect(supportFind({ db: at.web, actor: at.ombud.actor, now }, query)).rejects.toMatchObject({
        code: 'invalid',
        detail: 'query',
      })
    expect(await trail()).toBe(before)
    for (const kvittensId of ['189001019803', '2026112100']) {
      await at.owner.prisma.submission.update({ where: { id: one(5).id }, data: { kvittensId } })
      expect((await supportFind({ db: at.web, actor: at.ombud.actor, now }, kvittensId)).map(({ id }) => id)).toEqual([one(5).id])
    }
    const { employerId } = one(5)
    await expect(
      listSubmissions({ db: at.web, actor: at.ombud.actor, now }, { employerId, search: '189001019802' }),
    ).rejects.toMatchObject({
      code: 'invalid',
    })
    const listed = await listSubmissions({ db: at.web, actor: at.ombud.actor, now }, { employerId, search: '2026112100' })
    expect(listed.submissions.map(({ id }) => id)).toEqual([one(5).id])
  })

  test('is for support alone', async () => {
    const anna = { db: at.web, actor: at.first.anna.actor, now }
    await expect(supportFind(anna, theirs.reference)).rejects.toMatchObject({ code: 'not_allowed', detail: 'support' })
    await expect(supportFind(anna, ' ')).rejects.toMatchObject({ code: 'invalid' })
  })
})

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SERVICE, type SubmissionsFixture, submissionsFixture } from '#e2e/submissions-fixture.ts'
import { fixedMark } from '#lib/checking/mark.ts'
import type { Report } from '#lib/checking/report.ts'
import { forEmployer } from '#lib/db.ts'
import { CaseBook, MOST_CASES } from '#lib/intake/case-book.ts'
import { compareWithHistory } from './compare-with-history.ts'
import { findSameFile } from './find-same-file.ts'
import { recordVerdict } from './record-verdict.ts'
import { type Handed, submitFile } from './submit-file.ts'
import { withdrawSubmission } from './withdraw-submission.ts'

let at: SubmissionsFixture
const now = new Date('2026-11-21T12:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const key = randomBytes(32).toString('hex')
/** A case as the check hands it on; the number stands for a person, the day for itself. */
type Small = { person: number; day: number }

beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.owner.pool.query('TRUNCATE sent_case')
})

function bookOf(employerId: string, cases: readonly Small[]): CaseBook {
  const book = new CaseBook({ key, employerId })
  cases.forEach(({ person, day }, i) => {
    const told = { person: String(190000000000 + person), day, record: i + 1, referens: `R${i}`, field: 'personnummer' }
    book.note({ ...told, mark: fixedMark(i + 5, 26, 100 * i) })
  })
  return book
}

type More = Partial<Pick<Handed, 'employerId' | 'actor' | 'service'>> & { bytes?: Buffer; when?: Date }

async function send(cases: readonly Small[], { bytes = randomBytes(50), when = now, ...more }: More = {}) {
  const { employerId, anna } = at.first
  const who = { employerId, actor: anna.actor, service: SERVICE, ...more }
  const file = { ...(await at.file(who.employerId, bytes)), caseKeys: bookOf(who.employerId, cases).keys }
  return (await submitFile(at.web, { ...who, way: 'browser', fileName: 'sjuk.xml', file }, when)).submission
}

function compare(cases: readonly Small[], { employerId = at.first.employerId, sha256 = '0'.repeat(64), when = later(48) } = {}) {
  const deadlines = { earliest: null, late: 0, soon: 0 }
  const none = { stop: 0, varning: 0, findings: [], counts: {}, employers: [], deadlines }
  const report: Report = { tjanst: SERVICE.id, format: 'xml', bytes: 1, poster: cases.length, ...none }
  return compareWithHistory(at.web, { employerId, sha256, report, book: bookOf(employerId, cases) }, when)
}

const rows = async () => (await at.owner.pool.query('SELECT count(*)::int AS n FROM sent_case')).rows[0].n as number
const [ANNA, BENGT, CECILIA] = [1, 2, 3]

describe('a case that was sent before', () => {
  test('is found in another file, with its place, the sender’s own key, and where and when it was sent', async () => {
    const { reference } = await send([
      { person: ANNA, day: 20_000 },
      { person: BENGT, day: 20_001 },
    ])
    const report = await compare([
      { person: CECILIA, day: 20_000 },
      { person: BENGT, day: 20_001 },
      { person: ANNA, day: 20_001 },
    ])
    expect(report).toMatchObject({ stop: 0, varning: 1, counts: { F13: 1 } })
    expect(report.findings).toEqual([
      {
        code: 'F13',
        severity: 'varning',
        at: { line: 6, column: 26, byte: 100, record: 2, field: 'personnummer' },
        referens: 'R1',
        params: { case: 'sent', reference, date: '2026-11-21' },
      },
    ])
  })

  test('names the latest submission that holds it', async () => {
    await send([{ person: ANNA, day: 20_000 }])
    const second = await send([{ person: ANNA, day: 20_000 }], { when: later(1) })
    const { findings } = await compare([{ person: ANNA, day: 20_000 }])
    expect(findings.map(({ params }) => params.reference)).toEqual([second.reference])
  })

  test('is nobody else’s business: another employer with the same persons and days finds nothing', async () => {
    const cases = [{ person: ANNA, day: 20_000 }]
    const bytes = randomBytes(50)
    await send(cases, { bytes })
    const { employerId, bo } = at.second
    expect((await compare(cases, { employerId })).findings).toEqual([])
    await send(cases, { employerId, actor: bo.actor, bytes })
    const { rows: keys } = await at.owner.pool.query('SELECT DISTINCT key FROM sent_case')
    expect(keys).toHaveLength(2)
    const seen = await forEmployer(at.web, employerId, (tx) => tx.sentCase.findMany())
    expect(seen.map((row) => row.employerId)).toEqual([employerId])
    expect(await at.web.prisma.sentCase.count()).toBe(0)
  })

  test('is not found under another key, and the index holds no number that could be read', async () => {
    await send([{ person: ANNA, day: 20_000 }])
    const book = new CaseBook({ key: 'another key of thirty-two signs or more', employerId: at.first.employerId })
    const told = { person: '190000000001', day: 20_000, record: 1, referens: undefined, field: 'personnummer' }
    book.note({ ...told, mark: fixedMark(1, 1, 0) })
    const report = await compare([])
    const asked = { employerId: at.first.employerId, sha256: '0'.repeat(64), report, book }
    expect((await compareWithHistory(at.web, asked, now)).findings).toEqual([])
    const { rows: all } = await at.owner.pool.query('SELECT * FROM sent_case')
    expect(JSON.stringify(all)).not.toContain('190000000001')
    expect(all[0].key).toHaveLength(16)
  })

  test('in the very same bytes is the file’s matter, not the case’s', async () => {
    const cases = [{ person: ANNA, day: 20_000 }]
    const { sha256, reference } = await send(cases)
    const report = await compare(cases, { sha256 })
    expect(report.counts).toEqual({ F11: 1 })
    expect(report.findings[0]?.params).toMatchObject({ case: 'again', reference, of: 'none' })
  })
})

describe('what no longer counts', () => {
  const cases = [
    { person: ANNA, day: 20_000 },
    { person: BENGT, day: 20_000 },
  ]

  test('withdrawn: its cases are forgotten at once, the others stay', async () => {
    const { reference, sha256 } = await send(cases)
    await send([{ person: CECILIA, day: 20_000 }])
    const { employerId, anna } = at.first
    await withdrawSubmission(at.web, { employerId, reference, actor: anna.actor }, now)
    expect((await compare(cases, { sha256 })).findings).toEqual([])
    expect(await rows()).toBe(1)
  })

  test('refused by the receiver: forgotten', async () => {
    const { id, sha256 } = await send(cases)
    await at.relay.pool.query('UPDATE submission SET refused_at = now(), next_attempt_at = NULL WHERE id = $1', [id])
    expect((await compare(cases, { sha256 })).findings).toEqual([])
    expect(await rows()).toBe(0)
  })

  test('delivered counts, and names the kvittensID; disapproved later does not', async () => {
    const { id, employerId, sha256 } = await send(cases)
    const kvittensId = `FK-${randomBytes(4).toString('hex')}`
    const data = { deliveredAt: now, kvittensId, nextAttemptAt: null, nextPollAt: now }
    await at.owner.prisma.submission.update({ where: { id }, data })
    expect((await compare(cases, { sha256 })).findings[0]?.params).toMatchObject({ of: 'known', kvittensId })
    expect((await compare(cases)).counts).toEqual({ F13: 2 })
    const answer = { httpStatus: 200, contentType: 'application/xml', raw: Buffer.from('<besked/>'), peer: null }
    const poll = { submissionId: id, employerId, orgnr: at.first.orgnr, kvittensId }
    await recordVerdict(at.relay, { poll, verdict: { word: 'underkand', reason: 'fel', answer }, relay: 'test' })
    expect((await compare(cases, { sha256 })).findings).toEqual([])
    expect(await rows()).toBe(0)
  })
})

describe('the same bytes again', () => {
  test('within a day they would get the first answer, and after that be sent again', async () => {
    const { sha256, reference } = await send([])
    const asked = { employerId: at.first.employerId, service: SERVICE.id, sha256 }
    expect(await findSameFile(at.web, asked)).toMatchObject({ reference })
    expect((await compare([], { sha256, when: later(23) })).findings[0]?.params.case).toBe('repeat')
    expect((await compare([], { sha256, when: later(25) })).findings[0]?.params.case).toBe('again')
  })

  test('are not known to another employer, and not for another e-service', async () => {
    const { sha256 } = await send([])
    expect(await findSameFile(at.web, { employerId: at.second.employerId, service: SERVICE.id, sha256 })).toBeNull()
    expect(await findSameFile(at.web, { employerId: at.first.employerId, service: 'annan', sha256 })).toBeNull()
  })
})

describe('the index', () => {
  test('finds exactly the repeated cases, whatever the files', async () => {
    const anyCase = fc.record({ person: fc.integer({ min: 0, max: 6 }), day: fc.integer({ min: 20_000, max: 20_004 }) })
    const anyFile = fc.uniqueArray(anyCase, { selector: ({ person, day }) => `${person} ${day}`, maxLength: 12 })
    const anyStep = fc.record({ cases: anyFile, second: fc.boolean(), withdraw: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 6 }), async (steps) => {
        await at.owner.pool.query('TRUNCATE sent_case')
        const sent = new Set<string>()
        for (const { cases, second, withdraw } of steps) {
          const employer = second ? at.second : at.first
          const { employerId } = employer
          const actor = second ? at.second.bo.actor : at.first.anna.actor
          const names = cases.map(({ person, day }) => `${employerId} ${person} ${day}`)
          const report = await compare(cases, { employerId })
          const expected = names.flatMap((name, i) => (sent.has(name) ? [i + 1] : []))
          expect(report.findings.map(({ at: place }) => place.record)).toEqual(expected)
          expect(report.counts.F13 ?? 0).toBe(expected.length)
          const { reference } = await send(cases, { employerId, actor })
          if (withdraw) await withdrawSubmission(at.web, { employerId, reference, actor }, now)
          else for (const name of names) sent.add(name)
        }
      }),
      { numRuns: 25 },
    )
  })

  test('has rows only with the submission: when its transaction fails, nothing was sent', async () => {
    const cases = [{ person: ANNA, day: 20_000 }]
    const { employerId, anna } = at.first
    const file = { ...(await at.file(employerId)), caseKeys: bookOf(employerId, cases).keys }
    // The process loses its disk after the cases are written and before the commit.
    file.payload.seal = () => Promise.reject(new Error('the disk is gone'))
    const handed = { employerId, actor: anna.actor, way: 'browser', service: SERVICE, fileName: 'sjuk.xml', file } as const
    const before = await at.owner.prisma.submission.count()
    await expect(submitFile(at.web, handed, now)).rejects.toThrow('the disk is gone')
    expect(await at.owner.prisma.submission.count()).toBe(before)
    expect(await rows()).toBe(0)
    expect((await compare(cases)).findings).toEqual([])
  })

  test('a repeat of the same file adds nothing', async () => {
    const bytes = randomBytes(50)
    await send([{ person: ANNA, day: 20_000 }], { bytes })
    await send([{ person: ANNA, day: 20_000 }], { bytes })
    expect(await rows()).toBe(1)
  })

  test('a file with more cases than are remembered says so', async () => {
    const told = { day: 20_000, record: 1, referens: undefined, field: 'personnummer', mark: fixedMark(1, 1, 0) }
    const book = new CaseBook({ key, employerId: at.first.employerId })
    for (let person = 0; person < MOST_CASES + 7; person++) book.note({ ...told, person: String(190000000000 + person) })
    expect(book.keys).toHaveLength(MOST_CASES * 16)
    expect(book.beyond).toBe(7)
    const report = await compare([])
    const asked = { employerId: at.first.employerId, sha256: '0'.repeat(64), report, book }
    const { counts, findings } = await compareWithHistory(at.web, asked, now)
    expect(counts).toEqual({ F13: 1 })
    expect(findings[0]?.params).toEqual({ case: 'notCompared', max: MOST_CASES, count: 7 })
  }, 30_000)
})

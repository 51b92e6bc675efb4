import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { OPEN_GATE, orderFor, SERVICE, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import type { Actor } from '#lib/access/actor.ts'
import { addFindings } from '#lib/checking/add-findings.ts'
import { fixedMark } from '#lib/checking/mark.ts'
import type { Report } from '#lib/checking/report.ts'
import { forEmployer } from '#lib/db.ts'
import { askHistory } from '#lib/intake/ask-history.ts'
import { CaseBook } from '#lib/intake/case-book.ts'
import { MOST_SENT, readSentCases } from '#lib/intake/sent-cases.ts'
import { recordVerdict } from './record-verdict.ts'
import { submitFile } from './submit-file.ts'
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
  await at.owner.pool.query('TRUNCATE sent_cases')
})

/** As a file's check makes it, with the history as it stands now. */
function bookOf(employerId: string, cases: readonly Small[], secret = key): CaseBook {
  const read = () => readSentCases({ db: at.web, actor: at.ombud.actor }, { employerId, service: SERVICE.id })
  const book = new CaseBook({ key: secret, employerId, most: 100_000, read })
  note(book, cases)
  return book
}

function note(book: CaseBook, cases: readonly Small[]): void {
  cases.forEach(({ person, day }, i) => {
    const told = { person, day, record: i + 1, referens: `R${i}`, field: 'personnummer' }
    book.note({ ...told, mark: fixedMark(i + 5, 26, 100 * i) })
  })
}

type More = { employerId?: string; service?: string; actor?: Actor; bytes?: Buffer; when?: Date }

async function send(
  cases: readonly Small[],
  { bytes = randomBytes(50), when = now, actor = at.first.anna.actor, ...more }: More = {},
) {
  const { employerId = at.first.employerId, service: id = SERVICE.id } = more
  const file = { ...(await at.file(employerId, bytes)), caseKeys: bookOf(employerId, cases).keys }
  const order = orderFor(employerId, { service: { ...SERVICE, id } })
  return (await submitFile({ db: at.web, actor, now: when }, { order, file })).submission
}

type Look = { employerId?: string; sha256?: string; when?: Date; book?: CaseBook }

async function compare(cases: readonly Small[], look: Look = {}): Promise<Report> {
  const { employerId = at.first.employerId, sha256 = '0'.repeat(64), when = later(48) } = look
  const deadlines = { earliest: null, late: 0, soon: 0 }
  const none = { stop: 0, varning: 0, findings: [], counts: {}, employers: [], deadlines }
  const report: Report = { tjanst: SERVICE.id, format: 'xml', bytes: 1, poster: cases.length, ...none }
  const book = look.book ?? bookOf(employerId, cases)
  return addFindings(
    report,
    await askHistory({ db: at.web, actor: at.ombud.actor, now: when }, { employerId, service: SERVICE.id, sha256, book }),
  )
}

const rows = async () => (await at.owner.pool.query('SELECT count(*)::int AS n FROM sent_cases')).rows[0].n as number
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
    const { rows: keys } = await at.owner.pool.query('SELECT DISTINCT keys FROM sent_cases')
    expect(keys).toHaveLength(2)
    const seen = await forEmployer({ db: at.web, actor: at.ombud.actor }, employerId, (tx) => tx.sentCases.findMany())
    expect(seen.map((row) => row.employerId)).toEqual([employerId])
    expect(await at.web.prisma.sentCases.count()).toBe(0)
  })

  test('is not found under another key, and the index holds no number that could be read', async () => {
    await send([{ person: ANNA, day: 20_000 }])
    const cases = [{ person: ANNA, day: 20_000 }]
    const book = bookOf(at.first.employerId, cases, 'another key of thirty-two signs or more')
    expect((await compare(cases, { book })).findings).toEqual([])
    const { rows: all } = await at.owner.pool.query<{ keys: Buffer }>('SELECT keys FROM sent_cases')
    expect(all.map(({ keys }) => keys.length)).toEqual([8])
    expect(all[0]?.keys.readInt32LE(0)).not.toBe(ANNA)
    expect(all[0]?.keys.readInt32LE(4)).not.toBe(20_000)
  })

  test('is seen although the other file was handed in while this one came, and not when it was withdrawn meanwhile', async () => {
    const cases = [
      { person: BENGT, day: 20_000 },
      { person: ANNA, day: 20_000 },
    ]
    const { employerId, anna } = at.first
    const before = await send([{ person: ANNA, day: 20_000 }])
    const book = bookOf(employerId, cases)
    await book.sent()
    const meanwhile = await send([{ person: BENGT, day: 20_000 }])
    await withdrawSubmission({ db: at.web, actor: anna.actor, now }, { employerId, reference: before.reference, gate: OPEN_GATE })
    const { findings } = await compare(cases, { book })
    expect(findings.map(({ referens, params }) => [referens, params.reference])).toEqual([['R0', meanwhile.reference]])
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
    await withdrawSubmission({ db: at.web, actor: anna.actor, now }, { employerId, reference, gate: OPEN_GATE })
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
    await recordVerdict({ db: at.relay }, { poll, verdict: { word: 'underkand', reason: 'fel', answer }, relay: 'test' })
    expect((await compare(cases, { sha256 })).findings).toEqual([])
    expect(await rows()).toBe(0)
  })
})

describe('the same bytes again', () => {
  test('within a day they would get the first answer, and after that be sent again', async () => {
    const { sha256, reference } = await send([])
    const asked = { employerId: at.first.employerId, service: SERVICE.id, sha256 }
    const { findings } = await askHistory({ db: at.web, actor: at.ombud.actor, now }, asked)
    expect(findings).toMatchObject([{ code: 'F11', params: { reference } }])
    expect((await compare([], { sha256, when: later(23) })).findings[0]?.params.case).toBe('repeat')
    expect((await compare([], { sha256, when: later(25) })).findings[0]?.params.case).toBe('again')
  })

  test('are not known to another employer, and not for another e-service', async () => {
    const { sha256 } = await send([])
    const ask = (employerId: string, service: string) =>
      askHistory({ db: at.web, actor: at.ombud.actor, now }, { employerId, service, sha256 })
    expect(await ask(at.second.employerId, SERVICE.id)).toEqual({ findings: [], counts: {} })
    expect(await ask(at.first.employerId, 'annan')).toEqual({ findings: [], counts: {} })
  })
})

describe('the index', () => {
  test('finds exactly the repeated cases, each with the latest file, whatever was sent, withdrawn and sent again', async () => {
    const anyCase = fc.record({ person: fc.integer({ min: 0, max: 6 }), day: fc.integer({ min: 20_000, max: 20_004 }) })
    const anyFile = fc.uniqueArray(anyCase, { selector: ({ person, day }) => `${person} ${day}`, maxLength: 12 })
    // How many submissions ago the withdrawn one was handed in; and whether the history is read before or after that.
    const anyStep = fc.record({
      cases: anyFile,
      second: fc.boolean(),
      withdraw: fc.nat(6),
      early: fc.boolean(),
      again: fc.boolean(),
    })
    type Known = { employerId: string; names: string[]; bytes: Buffer; sha256: string; reference: string; counts: boolean }
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 7 }), async (steps) => {
        await at.owner.pool.query('TRUNCATE sent_cases')
        const sent: Known[] = []
        for (const { cases, second, withdraw, early, again } of steps) {
          const employerId = (second ? at.second : at.first).employerId
          const actor = second ? at.second.bo.actor : at.first.anna.actor
          const book = early ? bookOf(employerId, cases) : undefined
          await book?.sent()
          const gone = sent.at(-withdraw)
          if (withdraw > 0 && gone?.counts && gone.employerId === employerId) {
            await withdrawSubmission({ db: at.web, actor, now }, { employerId, reference: gone.reference, gate: OPEN_GATE })
            gone.counts = false
          }
          const like = again ? sent.at(-1) : undefined
          const bytes = like?.bytes ?? randomBytes(50)
          const sha256 = createHash('sha256').update(bytes).digest('hex')
          const names = cases.map(({ person, day }) => `${person} ${day}`)
          const report = await compare(cases, { employerId, sha256, ...(book && { book }) })
          const theirs = sent.filter((file) => file.counts && file.employerId === employerId && file.sha256 !== sha256)
          const expected = names.flatMap((name, i) => {
            const latest = theirs.findLast((file) => file.names.includes(name))
            return latest ? [[i + 1, latest.reference]] : []
          })
          const found = report.findings.filter(({ code }) => code === 'F13')
          expect(found.map(({ at: place, params }) => [place.record, params.reference])).toEqual(expected)
          expect(report.counts.F13 ?? 0).toBe(expected.length)
          const { reference } = await send(cases, { employerId, actor, bytes })
          if (!sent.some((file) => file.reference === reference))
            sent.push({ employerId, names, bytes, sha256, reference, counts: true })
        }
      }),
      { numRuns: 40 },
    )
  })

  test('is right for thousands of cases, whether they come before or after the history', async () => {
    const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ person: from + i, day: 20_000 }))
    const { employerId } = at.first
    for (const from of [100_000, 105_000]) await send(many(from, 20_000))
    const asked = many(115_000, 40_000)
    const early = await compare(asked)
    expect(early.counts).toEqual({ F13: 10_000 })
    const book = bookOf(employerId, [])
    await book.sent()
    note(book, asked)
    expect(await compare(asked, { book })).toEqual(early)
    expect(early.findings).toHaveLength(1000)
    expect(early.findings.at(-1)).toMatchObject({ referens: 'R999', at: { record: 1000 } })
  })

  test('has rows only with the submission: when its transaction fails, nothing was sent', async () => {
    const cases = [{ person: ANNA, day: 20_000 }]
    const { employerId, anna } = at.first
    const file = { ...(await at.file(employerId)), caseKeys: bookOf(employerId, cases).keys }
    // The process loses its disk after the cases are written and before the commit.
    file.payload.seal = () => Promise.reject(new Error('the disk is gone'))
    const handed = { order: orderFor(employerId), file }
    const before = await at.owner.prisma.submission.count()
    await expect(submitFile({ db: at.web, actor: anna.actor, now }, handed)).rejects.toThrow('the disk is gone')
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

  test('that is larger than is compared with says so: the latest are', async () => {
    const old = await send([{ person: ANNA, day: 20_000 }])
    await send([{ person: BENGT, day: 20_000 }])
    // As many cases as are compared with, less one.
    const sql = "UPDATE sent_cases SET keys = keys || decode(repeat('00', $2), 'hex') WHERE submission_id <> $1"
    await at.owner.pool.query(sql, [old.id, 8 * (MOST_SENT - 1)])
    const { counts, findings } = await compare([ANNA, BENGT].map((person) => ({ person, day: 20_000 })))
    expect(counts).toEqual({ F13: 2 })
    expect(findings.map(({ referens }) => referens)).toEqual(expect.arrayContaining(['R1', undefined]))
    expect(findings.find(({ params }) => params.case === 'notCompared')?.params).toMatchObject({ max: MOST_SENT, count: 1 })
  })

  test('forgets in time: what is older than thirteen months is not asked', async () => {
    await send([{ person: ANNA, day: 20_000 }])
    await at.owner.pool.query("UPDATE sent_cases SET written_at = now() - interval '14 months'")
    expect((await compare([{ person: ANNA, day: 20_000 }])).findings).toEqual([])
  })
})

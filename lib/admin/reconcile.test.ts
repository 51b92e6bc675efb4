import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orderFor, type SubmissionsFixture, submissionsFixture } from '#e2e/fixtures/submissions.ts'
import { submitFile } from '#lib/submissions/submit-file.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { readList } from './read-list.ts'

let at: SubmissionsFixture
type Row = Omit<Submission, 'report'>
beforeAll(async () => {
  at = await submissionsFixture()
})
afterAll(() => at.drop())

async function handIn(second = false, bytes = randomBytes(200), daysAgo = 0): Promise<Row> {
  const { employerId } = second ? at.second : at.first
  const { actor } = second ? at.second.bo : at.first.anna
  const file = await at.file(employerId, bytes)
  const now = new Date(Date.now() - daysAgo * 86_400_000)
  return (await submitFile({ db: at.web, actor, now }, { order: orderFor(employerId), file })).submission
}

/** As relay leaves one that FK has given a receipt for. */
async function deliver({ id }: Row, kvittensId: string): Promise<void> {
  const data = { deliveredAt: new Date(), kvittensId, nextAttemptAt: null }
  await at.owner.prisma.submission.update({ where: { id }, data })
}

async function admin(args: string[], memory = 4096): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', DATABASE_URL: at.database.as('relay'), PAYLOAD_DIR: at.dir }
  return await new Promise((resolve) => {
    const command = [`--max-old-space-size=${memory}`, 'lib/admin/main.ts', ...args]
    execFile(process.execPath, command, { env }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }))
  })
}

async function reconcile(list: string | Buffer, ...options: string[]) {
  const path = join(at.dir, 'list')
  await writeFile(path, list)
  return await admin(['reconcile', path, ...options])
}
const jsonOf = async (list: string, ...options: string[]) => JSON.parse((await reconcile(list, '--json', ...options)).out)
const everything = () => at.owner.pool.query('SELECT * FROM submission ORDER BY id').then(({ rows }) => rows)

describe('what the list says and we do not', () => {
  let same: Row
  let missing: Row
  let queued: Row
  let wrong: Row
  let twice: Row
  let other: Row
  let ledger: string
  beforeAll(async () => {
    same = await handIn()
    missing = await handIn()
    queued = await handIn()
    wrong = await handIn()
    twice = await handIn()
    other = await handIn(true)
    await deliver(same, 'K-same')
    await deliver(missing, 'K-missing')
    const line = (row: Row, kvittensId: string, more = {}) =>
      JSON.stringify({ messageId: row.messageId, orgnr: '5599001236', sha256: row.sha256, kvittensId, repeats: 0, ...more })
    ledger = [
      line(same, 'K-same'),
      line(queued, 'K-queued'),
      line(wrong, 'K-wrong', { sha256: 'f'.repeat(64) }),
      line(twice, 'K-twice-1'),
      line(twice, 'K-twice-2'),
      line(other, 'K-other', { messageId: null, orgnr: '5599001319' }),
      JSON.stringify({ kvittensID: 'K-nobody', orgnr: '121212121212' }),
      '',
    ].join('\n')
  })

  test('missing, arrived, double, different and unknown are told, and compared only', async () => {
    const before = await everything()
    const found = await jsonOf(ledger)
    expect(found).toMatchObject({ listed: 7, agreeing: 1, recorded: false, ignored: ['repeats'] })
    expect(found.counts).toEqual({ missing: 1, arrived: 2, double: 2, different: 1, unknown: 1 })
    const rowOf = (kvittensId: string) => found.rows.find((row: { kvittensId: string }) => row.kvittensId === kvittensId)
    expect(rowOf('K-missing')).toMatchObject({ kind: 'missing', reference: missing.reference, orgnr: '559900-1236' })
    expect(rowOf('K-queued')).toMatchObject({ kind: 'arrived', reference: queued.reference, line: 2 })
    expect(rowOf('K-other')).toMatchObject({ kind: 'arrived', reference: other.reference })
    expect(rowOf('K-wrong')).toMatchObject({ kind: 'different', fields: ['sha256'] })
    expect(rowOf('K-nobody')).toMatchObject({ kind: 'unknown', orgnr: '121212-****' })
    expect(await everything()).toEqual(before)
  })

  test('a CSV tells the same by the columns that it has, and says what it does not compare', async () => {
    const csv = `Kvittens-ID;Mottagen;Meddelande-ID\r\nK-same;"2026; nov";${same.messageId}\r\nK-queued;;${queued.messageId}\r\n`
    const found = await reconcile(`\ufeff${csv}`)
    expect(found.out).toContain('Columns that are not compared: Mottagen.')
    expect(found.out).toContain('The list has 2 lines. 1 agree.')
    const bare = await jsonOf(
      'kvittensid,orgnr,sha-256\nK-same,559900-1236,\nK-other,5599001319,"X"\n'.replace('X', other.sha256),
    )
    expect(bare).toMatchObject({ agreeing: 1, counts: { arrived: 1, unknown: 0 } })
  })

  test('a list that begins later does not miss what is older', async () => {
    expect((await jsonOf(ledger, '--since', '2034-01-01')).counts.missing).toBe(0)
    expect((await reconcile(ledger, '--since', '2034-02-30')).code).toBe(2)
  })

  test('recorded, what has arrived is settled with its id, and what differs is held for a person', async () => {
    const found = await jsonOf(ledger, '--apply')
    expect(found).toMatchObject({ recorded: true, settled: 3, held: 1 })
    const look = ({ id }: Row) => at.owner.prisma.submission.findUniqueOrThrow({ where: { id }, omit: { report: true } })
    for (const [row, kvittensId] of [
      [queued, 'K-queued'],
      [other, 'K-other'],
      [twice, 'K-twice-1'],
    ] as const)
      expect(await look(row)).toMatchObject({ settledAs: 'has', kvittensId, nextAttemptAt: null, settledBy: /^admin:/ })
    expect(await look(wrong)).toMatchObject({ heldReason: 'unknown', nextAttemptAt: null, unknownAt: expect.any(Date) })
    const again = await jsonOf(ledger, '--apply')
    expect(again).toMatchObject({ settled: 0, held: 0, counts: { arrived: 0 } })
  })
})

describe('a list that contradicts itself or us', () => {
  const look = ({ id }: Row) => at.owner.prisma.submission.findUniqueOrThrow({ where: { id }, omit: { report: true } })

  test('an id that another file has, of any company, or that the list gives to two, is nobody’s: they are held', async () => {
    const [theirs, ours, one, two, good] = [await handIn(true), await handIn(), await handIn(), await handIn(), await handIn()]
    await deliver(theirs, 'K-theirs')
    const lines = [
      [ours, 'K-theirs'],
      [one, 'K-both'],
      [two, 'K-both'],
      [good, 'K-å'],
    ] as const
    const list = lines.map(([row, kvittensId]) => `${JSON.stringify({ messageId: row.messageId, kvittensId })}\n`).join('')
    expect(await jsonOf(list, '--apply')).toMatchObject({ settled: 1, held: 3, counts: { different: 3, arrived: 1 } })
    for (const row of [ours, one, two]) expect(await look(row)).toMatchObject({ heldReason: 'unknown', kvittensId: null })
    expect(await look(good)).toMatchObject({ settledAs: 'has', kvittensId: 'K-å' })
    expect(await look(theirs)).toMatchObject({ kvittensId: 'K-theirs', heldAt: null })
  })

  test('the same bytes twice are two files of ours, where FK has them twice, and by no message id', async () => {
    const bytes = randomBytes(200)
    const [one, two] = [await handIn(false, bytes, 9), await handIn(false, bytes)]
    expect(one.id).not.toBe(two.id)
    const list = `kvittensID;orgnr;sha256\nK-one;5599001236;${one.sha256}\nK-two;5599001236;${one.sha256}\n`
    expect(await jsonOf(list, '--apply')).toMatchObject({ settled: 2, counts: { arrived: 2, double: 0 } })
    expect([(await look(one)).kvittensId, (await look(two)).kvittensId]).toEqual(['K-one', 'K-two'])
  })
})

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
const GOOD = 'kvittensID;orgnr\nK-same;5599001236\n'
test.each([
  ['empty', '', 'listEmpty'],
  ['a header alone', 'kvittensID;orgnr\n', 'listEmpty'],
  ['cut off in its last object', `{"kvittensId":"K-same"}\n{"kvittensId":"K-2","mess`, 'listCut'],
  ['cut off in its last line', GOOD.slice(0, -3), 'listCutCsv'],
  ['in UTF-16', utf16(GOOD), 'listEncoding'],
  ['in UTF-16 without a mark', utf16(GOOD).subarray(2), 'listEncoding'],
  ['in Latin-1', Buffer.from(`${GOOD}K-å;5599001236\n`, 'latin1'), 'listEncoding'],
  ['of something else', 'name;street\nAnna;Storgatan\n', 'listNoId'],
  ['of objects of something else', '{"name":"Anna"}\n', 'listNoId'],
  ['an array of objects', '[{"kvittensId":"K-same"}]\n', 'listNoId'],
  ['with a line that lacks a column', `${GOOD}K-2\n`, 'listLine'],
  ['with a column twice', `kvittensID;orgnr;Org-nr\nK-1;;\n`, 'listLine'],
  ['with a quotation that does not end', `${GOOD}"K-2;5599001236\n`, 'listLine'],
  ['with an odd hash', `kvittensID,sha256\nK-1,abc\n`, 'listLine'],
])('a list that is %s is no list', async (_what, list, key) => {
  const path = join(at.dir, 'list')
  await writeFile(path, list)
  const readAll = async () => {
    for await (const listed of readList(path, null).files) expect(listed.line).toBeGreaterThan(0)
  }
  await expect(readAll()).rejects.toMatchObject({ key })
})

test.each([
  ['with an odd number after good lines', `${GOOD}K-2;19121212-1212x\n`, 'line 3 cannot be read (orgnr)'],
  ['of another portal', 'kvittensID;orgnr\nK-9;5599001236\n', 'It is the wrong list'],
])('a list %s is refused with what to do, and changes nothing', async (_what, list, words) => {
  const before = await everything()
  const found = await reconcile(list, '--apply')
  expect(found).toMatchObject({ code: 2, out: '' })
  expect(found.err).toContain(words)
  expect(found.err).not.toContain('1212')
  expect(await everything()).toEqual(before)
})

test('a list that was cut where a line ends is told by how many FK says it has', async () => {
  const before = await everything()
  const cut = await reconcile(GOOD, '--apply', '--count', '2')
  expect(cut).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('is 1, not 2. It may have been cut.'),
  })
  expect(await everything()).toEqual(before)
  const asJson = `${JSON.stringify({ kvittensId: 'K-same' })}\n`
  expect(await reconcile(`${asJson}${asJson.replace('same', 'more')}`, '--dry', '--count', '1')).toMatchObject({ code: 2 })
  expect((await reconcile(GOOD, '--dry', '--count', '1')).err).toBe('')
  for (const value of ['0', '-1', 'two', '1.5'])
    expect((await reconcile(GOOD, `--count=${value}`)).err).toContain(`--count ${value}:`)
})

/** A million in a run of its own: `KVITTENS_LONG=1 npm run unit -- lib/admin`. */
const LONG = process.env.KVITTENS_LONG ? 1_000_000 : 100_000
test('a long list is compared in little memory', async () => {
  const path = join(at.dir, 'million')
  const file = createWriteStream(path)
  file.write('kvittensID;orgnr\nK-same;5599001236\n')
  for (let line = 0; line < LONG; line += 1000) {
    const lines = Array.from({ length: 1000 }, (_, at) => `K-m${line + at};5599001236\n`)
    if (!file.write(lines.join(''))) await once(file, 'drain')
  }
  file.end()
  await finished(file)
  const found = await admin(['reconcile', path], 64)
  expect(found.err).toBe('')
  expect(found.out).toContain(`Unknown to us: ${LONG.toLocaleString('en')}.`)
  await rm(path)
}, 120_000)

test.each([
  [['nothing'], 'There is no command nothing'],
  [['reconcile'], 'Name a list'],
  [['reconcile', '/nowhere/list'], 'cannot be read (ENOENT)'],
  [['hold', '--now'], 'cannot be understood'],
])('%j says what is wrong', async (args, words) => {
  expect(await admin(args)).toMatchObject({ code: 2, err: expect.stringContaining(words) })
})

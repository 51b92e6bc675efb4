// Everything that somebody with all rights in the database can do to the audit trail, and what finds it.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type Db, openDb, PORTAL_CHAIN } from '#lib/db.ts'
import { readHeadsFile } from './heads-file.ts'
import { noteHeads } from './note-heads.ts'
import { type NotedHead, verifyChains } from './verify-chains.ts'

const CHAINS = [PORTAL_CHAIN, '11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const ROWS = 40
let database: TestDatabase
let owner: Db
let admin: Db
let relay: Db
let dir: string
beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDb(database.owner)
  admin = openDb(database.as('admin'))
  relay = openDb(database.as('relay'))
  dir = mkdtempSync(join(tmpdir(), 'kvittens-heads-'))
  for (let n = 1; n <= ROWS; n++)
    for (const chain of CHAINS)
      await append(chain, n % 3 ? 'submission.submitted' : 'certificate.registered', { n, name: `Å "${n}"`, list: [1, null] })
  await sql('CREATE TABLE copy AS SELECT * FROM audit; CREATE TABLE copy_head AS SELECT * FROM audit_head')
})
afterAll(async () => {
  for (const db of [owner, admin, relay]) await db.close()
  await database.drop()
  rmSync(dir, { recursive: true })
})
/** With triggers off, as only the owner of the cluster can. */
const sql = (text: string) => owner.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${text}; COMMIT`)
beforeEach(() => putBack())
const putBack = () =>
  sql('TRUNCATE audit, audit_head; INSERT INTO audit SELECT * FROM copy; INSERT INTO audit_head SELECT * FROM copy_head')
const append = (chain: string, action: string, detail: object) =>
  owner.pool.query('SELECT append_audit($1, $2, $3, $4, $5)', [chain, 'person:x', action, 'x', JSON.stringify(detail)])
const verify = (noted?: NotedHead[]) => verifyChains({ db: admin }, noted)

/** Mulberry32: the same choices in every run. */
let seed = 7
const below = (n: number): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % n
}
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
const at = (chain: string, seq: number) => `chain = '${chain}' AND seq = ${seq}`
/** What append_audit would have made of a row. */
const RIGHT = `sha256(prev || convert_to(jsonb_build_array(seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action, object, detail)::text, 'UTF8'))`
const CHANGES = [
  `at = at + interval '1 microsecond'`,
  `actor = 'person:y'`,
  `action = 'session.ended'`,
  `object = object || ' '`,
  `detail = detail || '{"n": 0}'`,
  `detail = detail - 'list'`,
  `prev = sha256(prev)`,
  `hash = sha256(hash)`,
]

test('a chain that nobody has touched is whole, for the roles that may read it', async () => {
  expect(await verify()).toEqual({ chains: 3, rows: 3 * ROWS, broken: [] })
  await expect(verifyChains({ db: relay })).rejects.toThrow(/permission denied/)
})

const KINDS: [string, () => { chain: string; seq: number; text: string }][] = [
  [
    'changed',
    () => {
      const [chain, seq] = [pick(CHAINS), 1 + below(ROWS)]
      const change = pick(CHANGES)
      const text = `UPDATE audit SET ${change} WHERE ${at(chain, seq)}`
      // Every other one with a hash that fits what it says now.
      return {
        chain,
        seq,
        text: change.startsWith('hash') || below(2) ? text : `${text}; UPDATE audit SET hash = ${RIGHT} WHERE ${at(chain, seq)}`,
      }
    },
  ],
  [
    'dropped',
    () => {
      const [chain, seq] = [pick(CHAINS), 1 + below(ROWS)]
      const drop = `DELETE FROM audit WHERE ${at(chain, seq)}`
      // Every other one with the rows after it renumbered.
      const close = `UPDATE audit SET seq = seq - 1000 WHERE chain = '${chain}' AND seq > ${seq}; UPDATE audit SET seq = seq + 999 WHERE chain = '${chain}' AND seq < 0`
      return { chain, seq, text: below(2) ? drop : `${drop}; ${close}` }
    },
  ],
  [
    'swapped',
    () => {
      const chain = pick(CHAINS)
      const one = 1 + below(ROWS)
      const other = ((one + below(ROWS - 1)) % ROWS) + 1
      const move = (from: number, to: number) => `UPDATE audit SET seq = ${to} WHERE ${at(chain, from)}`
      return { chain, seq: Math.min(one, other), text: [move(one, 0), move(other, one), move(0, other)].join('; ') }
    },
  ],
  [
    'inserted',
    () => {
      const [chain, seq] = [pick(CHAINS), 1 + below(ROWS + 1)]
      const open = `UPDATE audit SET seq = -seq WHERE chain = '${chain}' AND seq >= ${seq}; UPDATE audit SET seq = 1 - seq WHERE chain = '${chain}' AND seq < 0`
      // A row with the right number and a hash that fits.
      const row = `INSERT INTO audit SELECT chain, ${seq}, at, 'person:y', action, object, detail, coalesce((SELECT hash FROM audit WHERE ${at(chain, seq - 1)}), '\\x'), '\\x00' FROM copy WHERE ${at(chain, Math.min(seq, ROWS))}; UPDATE audit SET hash = ${RIGHT} WHERE ${at(chain, seq)}`
      return { chain, seq, text: `${open}; ${row}` }
    },
  ],
]
test.each(KINDS)('a hundred rows, each %s: each is found in its chain, no later than the row after it', async (_kind, make) => {
  let found = 0
  for (let n = 0; n < 100; n++) {
    const { chain, seq, text } = make()
    await sql(text)
    const { broken } = await verify()
    if (broken.length === 1 && broken[0]?.chain === chain && broken[0].seq >= seq && broken[0].seq <= seq + 1) found++
    await putBack()
  }
  expect(found).toBe(100)
})

describe('heads that were noted outside', () => {
  const file = () => join(dir, `${Math.random()}.jsonl`)
  const noted = async (path: string) => (await readHeadsFile(path)).heads
  const later = (days: number) => new Date(Date.now() + days * DAY_MS)

  test('find a tail that was cut off and a chain that was written anew, which the database alone no longer shows', async () => {
    const path = file()
    expect(await noteHeads({ db: relay, now: new Date() }, path)).toBe(3)
    expect(await verify(await noted(path))).toMatchObject({ broken: [] })
    const [chain = ''] = CHAINS
    const head = (seq: number) =>
      `UPDATE audit_head SET seq = ${seq}, hash = (SELECT hash FROM audit WHERE ${at(chain, seq)}) WHERE chain = '${chain}'`
    await sql(`DELETE FROM audit WHERE chain = '${chain}' AND seq > 30; ${head(30)}`)
    expect((await verify()).broken).toEqual([])
    expect((await verify(await noted(path))).broken).toEqual([{ chain, seq: ROWS, kind: 'noted' }])
    await putBack()
    const anew = `DO $$ DECLARE before BYTEA := '\\x'; r RECORD; BEGIN
      UPDATE audit SET actor = 'person:y' WHERE ${at(chain, 5)};
      FOR r IN SELECT seq FROM audit WHERE chain = '${chain}' ORDER BY seq LOOP
        UPDATE audit SET prev = before WHERE chain = '${chain}' AND seq = r.seq;
        UPDATE audit SET hash = ${RIGHT} WHERE chain = '${chain}' AND seq = r.seq RETURNING hash INTO before;
      END LOOP; ${head(ROWS)}; END $$`
    await sql(anew)
    expect((await verify()).broken).toEqual([])
    expect((await verify(await noted(path))).broken).toEqual([{ chain, seq: ROWS, kind: 'noted' }])
    await putBack()
    await sql(`DELETE FROM audit WHERE chain = '${chain}'; DELETE FROM audit_head WHERE chain = '${chain}'`)
    expect((await verify()).broken).toEqual([])
    expect((await verify(await noted(path))).broken).toEqual([{ chain, seq: ROWS, kind: 'noted' }])
  })

  test('are noted once a day, by one of twenty relays, and then of the chains that have grown', async () => {
    const path = file()
    const all = await Promise.all(Array.from({ length: 20 }, () => noteHeads({ db: relay, now: new Date() }, path)))
    expect(all.filter((count) => count !== undefined)).toEqual([3])
    expect(await noteHeads({ db: relay, now: later(0.9) }, path)).toBeUndefined()
    // Each row is older than the overlap when the next note is made.
    await sql(`UPDATE audit SET at = at - interval '1 hour'`)
    await append(CHAINS[1] ?? '', 'session.ended', {})
    expect(await noteHeads({ db: relay, now: later(1.1) }, path)).toBe(1)
    expect(await readHeadsFile(path)).toMatchObject({ notes: 2, brokenLine: undefined })
  })

  test('are whole, or the line is told where they are not; one that a power cut broke off is passed over', async () => {
    const path = file()
    for (const days of [0, 2, 4, 6]) await noteHeads({ db: relay, now: later(days) }, path)
    const whole = readFileSync(path, 'utf8')
    const lines = whole.trimEnd().split('\n')
    const broken = async (...kept: (string | undefined)[]) => {
      writeFileSync(path, `${kept.join('\n')}\n`)
      return (await readHeadsFile(path)).brokenLine
    }
    const [one, two, three, four] = lines
    expect(await broken(one, two, three, four)).toBeUndefined()
    expect(await broken(one, two?.replace('"heads":[', '"heads":[ '), three, four)).toBe(3)
    expect(await broken(one, three, four)).toBe(2)
    expect(await broken(two, three, four)).toBe(1)
    expect(await broken(one, three, two, four)).toBe(2)
    expect(await broken(one, two, two, three)).toBe(3)
    writeFileSync(path, whole)
    truncateSync(path, whole.length - 20)
    expect(await readHeadsFile(path)).toMatchObject({ notes: 3, isCut: true, brokenLine: undefined })
    await noteHeads({ db: relay, now: later(8) }, path)
    expect(await readHeadsFile(path)).toMatchObject({ notes: 4, isCut: false, brokenLine: undefined })
    appendFileSync(path, 'x\ny\n')
    expect((await readHeadsFile(path)).brokenLine).toBe(7)
  })
})

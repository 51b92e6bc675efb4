import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#e2e/fixtures/test-database.ts'
import { noteHeads } from '#lib/audit/note-heads.ts'
import { type Db, openDb, PORTAL_CHAIN } from '#lib/db.ts'

let database: TestDatabase
let owner: Db
let relay: Db
let file: string
beforeAll(async () => {
  database = await createTestDatabase()
  owner = openDb(database.owner)
  relay = openDb(database.as('relay'))
  file = join(mkdtempSync(join(tmpdir(), 'kvittens-heads-')), 'heads.jsonl')
  for (let n = 0; n < 5; n++)
    await owner.pool.query(`SELECT append_audit($1, 'admin:lisa', 'sending.held', 'x', '{}')`, [PORTAL_CHAIN])
  await noteHeads({ db: relay, now: new Date() }, file)
})
afterAll(async () => {
  await owner.close()
  await relay.close()
  await database.drop()
  rmSync(file, { force: true })
})

function admin(args: string[], LANG = 'sv_SE.UTF-8'): Promise<{ code: number; out: string; err: string }> {
  const { DATABASE_URL: _url, ...rest } = process.env
  const env = { ...rest, LANG, ADMIN_DATABASE_URL: database.as('admin') }
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/admin/main.ts', ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('a whole audit trail is told with its numbers, and what is wrong with one, where', async () => {
  expect(await admin(['audit', 'verify', file])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Noterade huvuden: 1 i 1 noteringar.+\nHändelseloggen är hel: 1 kedjor, 5 rader\.\n$/),
  })
  await owner.pool.query(
    `BEGIN; SET LOCAL session_replication_role = replica; UPDATE audit SET actor = 'admin:eva' WHERE seq = 3; COMMIT`,
  )
  const broken = await admin(['audit', 'verify'], 'en_GB.UTF-8')
  expect(broken).toMatchObject({ code: 1, err: '' })
  expect(broken.out).toContain('the portal’s own chain: what stands in row 3 is not what was written.')
  expect((await admin(['audit', 'verify'])).out).toContain('1 av 1 kedjor är brutna, 5 rader är lästa')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"prev":""', '"prev":"x"'))
  expect((await admin(['audit', 'verify', file])).out).toContain('rad 1 är inte den som skrevs där')
})

test('what cannot be run is told so', async () => {
  expect(await admin(['audit'])).toMatchObject({ code: 2, err: expect.stringContaining('audit verify') })
  expect(await admin(['audit', 'verify', '/nowhere'])).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') })
})

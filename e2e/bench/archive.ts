// A year's receipts as an archive: seconds, CPU and memory of web's own code, from Postgres to a file on disk. Then Info-ZIP, in the
// same run: `unzip -t` and `sha256sum --check` read the archive back, and `zip` packs the same ready files (it has no receipts to write).
// node e2e/bench/archive.ts [receipts, 10000 if not said]
import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PersonActor } from '#lib/access/actor.ts'
import { openDb } from '#lib/db.ts'
import { type ArchivedSubmission, exportReceipts } from '#lib/submissions/export-receipts.ts'
import { archiveFiles } from '#lib/web/listener/receipts/archive-files.ts'
import { zipOf } from '#lib/web/listener/zip-of.ts'
import { migrate } from '../../prisma/migrate.ts'
import { writeSituations } from '../browser/situations.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'
import { asRole, setRolePasswords } from '../fixtures/test-database.ts'
import { addLogin } from '../fixtures/test-login.ts'
import { freePort } from '../rehearsal/ports.ts'
import { startPostgres } from '../rehearsal/postgres.ts'
import { forgetPeak, peakMbOf } from './proc.ts'

const RECEIPTS = Number(process.argv[2] ?? 10_000)
const TOLD_EVERY = RECEIPTS / 10
const dir = mkdtempSync(join(tmpdir(), 'kvittens-archive-'))
const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort(), database: 'kvittens' })
const owner = openDb(postgres.url)
const web = openDb(asRole(postgres.url, 'web'))
try {
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  const { id: employerId } = await owner.prisma.employer.create({
    data: { orgnr: '165599001236', name: 'Exempelbolaget AB', ...ADMITTED },
  })
  const members = { create: { employerId, role: 'handler' } }
  const person = { name: 'Anna Ek', personKey: 'ab'.repeat(32), personMasked: '19121212-****', members }
  const { id: personId } = await owner.prisma.person.create({ data: person })
  await addReceipts(employerId, personId)
  const file = join(dir, 'archive.zip')
  await measure(await addLogin(owner, personId), employerId, file)
  compare(file)
} finally {
  await web.close()
  await owner.close()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

/** Approved ones, a minute apart, each with FK's two answers: copies of the browser tests' own. */
async function addReceipts(employerId: string, personId: string): Promise<void> {
  const { approved } = await writeSituations(owner, { employerId, personId }, ['approved'])
  const columns = await columnsOf('submission', ['id', 'reference', 'sha256', 'kvittens_id', 'submitted_at', 'message_id'])
  await owner.pool.query(
    `INSERT INTO submission (id, reference, sha256, kvittens_id, submitted_at, message_id, ${columns})
     SELECT gen_random_uuid(), 'B' || lpad(n::text, 9, '0'), md5(n::text) || md5('x' || n), 'FK-BENCH-' || n,
       date_trunc('year', now()) + n * interval '1 minute', gen_random_uuid(), ${columns}
     FROM submission, generate_series(2, $2::int) n WHERE reference = $1`,
    [approved, RECEIPTS],
  )
  const answers = await columnsOf('receipt', ['id', 'submission_id'])
  await owner.pool.query(
    `INSERT INTO receipt (id, submission_id, ${answers})
     SELECT gen_random_uuid(), copy.id, ${answers}
     FROM (SELECT id FROM submission WHERE reference LIKE 'B0%') copy CROSS JOIN (SELECT ${answers} FROM receipt) answer`,
  )
  await owner.pool.query('ANALYZE')
}

async function columnsOf(table: string, without: string[]): Promise<string> {
  const { rows } = await owner.pool.query<{ name: string }>(
    `SELECT quote_ident(column_name) AS name FROM information_schema.columns
     WHERE table_name = $1 AND is_generated = 'NEVER' AND NOT column_name = ANY ($2)`,
    [table, without],
  )
  return rows.map(({ name }) => name).join(', ')
}

async function measure(actor: PersonActor, employerId: string, file: string): Promise<void> {
  const context = { db: web, actor, now: new Date() }
  const { count, pages } = await exportReceipts(context, { employerId, year: new Date().getFullYear(), locale: 'sv' })
  forgetPeak(process.pid)
  const [began, cpu] = [performance.now(), process.cpuUsage()]
  async function* told(): AsyncGenerator<ArchivedSubmission[]> {
    let done = 0
    for await (const page of pages()) {
      yield page
      done += page.length
      if (done % TOLD_EVERY < page.length) console.log(`  ${done} read, peak so far ${peakMbOf(process.pid).toFixed(0)} MB`)
    }
  }
  const files = archiveFiles({ pages: told, locale: 'sv', keepDays: 60, now: context.now })
  await pipeline(Readable.from(zipOf(files)), createWriteStream(file))
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - began) / 1000
  const size = statSync(file).size / 1e6
  console.log(
    `${count} receipts: ${seconds.toFixed(1)} s, CPU ${((user + system) / 1e6).toFixed(1)} s, peak ${peakMbOf(process.pid).toFixed(0)} MB, ${size.toFixed(0)} MB of ZIP`,
  )
}

function compare(file: string): void {
  const folder = join(dir, 'files')
  mkdirSync(folder)
  run('unzip -t', `unzip -tq ${file}`, dir)
  run('unzip', `unzip -q ${file}`, folder)
  run('sha256sum --check', 'sha256sum --check --quiet SHA256SUMS', folder)
  run('zip of the same files', 'zip -q -r ../peer.zip .', folder)
}

function run(what: string, command: string, cwd: string): void {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `time -p ${command}`], { cwd, encoding: 'utf8', maxBuffer: 1e8 })
  if (status !== 0) throw new Error(`${what}: ${stdout}${stderr}`)
  const [real = 0, user = 0, system = 0] = ['real', 'user', 'sys'].map((name) =>
    Number(new RegExp(`${name} ([\\d.]+)`).exec(stderr)?.[1]),
  )
  console.log(`${what}: ${real.toFixed(1)} s, CPU ${(user + system).toFixed(1)} s`)
}

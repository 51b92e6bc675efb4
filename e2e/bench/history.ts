// How long the history of a large file takes: note its cases, compare them with what was sent, write them down, forget them.
// node e2e/bench/history.ts [cases, 100000 if not said] [cases that the employer has sent before]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PersonActor } from '#lib/access/actor.ts'
import { fixedMark } from '#lib/checking/mark.ts'
import { forEmployer, openDb } from '#lib/db.ts'
import { CaseBook } from '#lib/intake/case-book.ts'
import { readSentCases, rememberCases } from '#lib/intake/sent-cases.ts'
import { migrate } from '../../prisma/migrate.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'
import { asRole, setRolePasswords } from '../fixtures/test-database.ts'
import { addLogin } from '../fixtures/test-login.ts'
import { freePort } from '../rehearsal/ports.ts'
import { startPostgres } from '../rehearsal/postgres.ts'

const [cases = 100_000, before = 0] = process.argv.slice(2).map(Number)
const key = 'k'.repeat(32)
let made = 0
let actor: PersonActor
const sha256 = (n: number) => String(n).padStart(64, '0')

const dir = mkdtempSync(join(tmpdir(), 'kvittens-history-'))
const postgres = await startPostgres({ dir: join(dir, 'postgres'), port: await freePort(), database: 'kvittens' })
const owner = openDb(postgres.url)
const web = openDb(asRole(postgres.url, 'web'))
try {
  await migrate(postgres.url)
  await setRolePasswords(postgres.url)
  const { id: employerId } = await owner.prisma.employer.create({
    data: { orgnr: '165599001236', name: 'Exempelbolaget AB', ...ADMITTED },
  })
  const name = { name: 'Anna Ek', personKey: key, personMasked: '19121212-****' }
  const members = { create: { employerId, role: 'handler' } }
  const { id: personId } = await owner.prisma.person.create({ data: { ...name, members } })
  actor = await addLogin(owner, personId)
  await bench(employerId)
} finally {
  await web.close()
  await owner.close()
  await postgres.stop()
  rmSync(dir, { recursive: true, force: true })
}

async function bench(employerId: string): Promise<void> {
  const size = 100_000
  for (let from = 0; from < before; from += size)
    await remember(employerId, bookOf(employerId, from, Math.min(size, before - from)))
  // Autovacuum would do it within a minute.
  await owner.pool.query('ANALYZE')
  await timedOn('read the history', () => readSentCases({ db: web, actor }, { employerId, service: 'sjukanmalan' }))
  const book = timed('note', () => bookOf(employerId, before, cases))
  await timedOn('compare, none sent before', () => book.sent())
  const submissionId = await timedOn('write down', () => remember(employerId, book))
  const again = bookOf(employerId, before, cases)
  await timedOn('compare, all sent before', () => again.sent())
  await timedOn('forget (withdrawn)', () =>
    owner.prisma.submission.update({ where: { id: submissionId }, data: { withdrawnAt: new Date() } }),
  )
}

function bookOf(employerId: string, from: number, count: number): CaseBook {
  const read = () => readSentCases({ db: web, actor }, { employerId, service: 'sjukanmalan' })
  const book = new CaseBook({ key, employerId, most: count, read })
  const told = { day: 20_000, field: 'personnummer' }
  for (let n = 0; n < count; n++)
    book.note({ ...told, person: 1_000_000 + from + n, record: n + 1, referens: `A${n}`, mark: fixedMark(n, 1, n) })
  return book
}

async function remember(employerId: string, { keys }: CaseBook): Promise<string> {
  const submission = await owner.prisma.submission.create({ data: rowFor(employerId) })
  await forEmployer({ db: web, actor }, employerId, (tx) => rememberCases(tx, { submission, keys }))
  return submission.id
}

function rowFor(employerId: string) {
  made++
  const file = { fileName: 'a.xml', format: 'xml', bytes: 1n, sha256: sha256(made), records: 1, warnings: 0, report: {} }
  const by = { certificate: 'none', way: 'gateway', messageId: crypto.randomUUID(), submittedAt: new Date() }
  return { employerId, service: 'sjukanmalan', reference: `R${made}`, ...file, ...by }
}

function timed<T>(what: string, work: () => T): T {
  const begun = performance.now()
  const result = work()
  say(what, begun)
  return result
}

async function timedOn<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const result = await work()
  say(what, begun)
  return result
}

function say(what: string, begun: number): void {
  const ms = performance.now() - begun
  console.log(`${what.padEnd(28)} ${ms.toFixed(0).padStart(7)} ms  ${((ms * 1000) / cases).toFixed(1)} µs a case`)
}

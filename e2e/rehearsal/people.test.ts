import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { employersOf } from '#lib/access/employers-of.ts'
import { logInWithPassword } from '#lib/access/log-in-with-password.ts'
import { findPerson, personKey } from '#lib/access/person.ts'
import { type Db, openDb } from '#lib/db.ts'
import { parseOrgnr, parsePerson } from '#lib/identifiers.ts'
import { PEPPER } from '../fixtures/accounts.ts'
import { codeAt } from '../fixtures/one-time-code.ts'
import { createTestDatabase, type TestDatabase } from '../fixtures/test-database.ts'
import { PEOPLE, type Person, SEEDED_EMPLOYERS, seedPeople } from './people.ts'

let database: TestDatabase
let db: Db
const dir = mkdtempSync(join(tmpdir(), 'kvittens-people-'))
const file = join(dir, 'people.json')
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDb(database.owner, { max: 2 })
})
afterAll(async () => {
  await db.close()
  await database.drop()
  rmSync(dir, { recursive: true })
})

const counts = async () => [
  await db.prisma.employer.count(),
  await db.prisma.person.count({ where: { removedAt: null } }),
  await db.prisma.member.count(),
]

describe('the people of the local environment', () => {
  test('are there after the first start, and a second start changes nothing', async () => {
    await seedPeople(database.owner, { personKey: PEPPER, file })
    const rows = await db.prisma.person.findMany({ orderBy: { id: 'asc' } })
    await seedPeople(database.owner, { personKey: PEPPER, file })
    const roles = PEOPLE.flatMap(({ employers }) => employers)
    // The payroll bureau is joined to nothing.
    expect(await counts()).toEqual([SEEDED_EMPLOYERS.length + 1, PEOPLE.length, roles.length])
    expect(await db.prisma.person.findMany({ orderBy: { id: 'asc' } })).toEqual(rows)
  })

  test('stand in people.json as the contract says', () => {
    const people = JSON.parse(readFileSync(file, 'utf8')) as Person[]
    const may = (role: string, orgnr: string) =>
      people.filter(({ employers }) => employers.some((employer) => employer.role === role && employer.orgnr === orgnr)).length
    for (const { orgnr } of SEEDED_EMPLOYERS) {
      expect([may('administrator', orgnr), may('handler', orgnr), may('ombud', orgnr)]).toEqual([1, 1, 1])
      expect(parseOrgnr(orgnr)).toBe(`16${orgnr}`)
    }
    expect(may('reader', SEEDED_EMPLOYERS[0].orgnr)).toBe(1)
    expect(people.filter(({ support }) => support)).toHaveLength(1)
    // What needs two of them can be tried.
    expect(people.filter(({ operator }) => operator)).toHaveLength(2)
    for (const { personnummer } of people) expect(parsePerson(personnummer, 30_000)).toMatchObject({ canonical: personnummer })
  })

  test('can log in with the user names, passwords and codes that stand there', async () => {
    const now = new Date()
    const withPassword = PEOPLE.filter(({ username }) => username)
    expect(withPassword.length).toBeGreaterThanOrEqual(2)
    for (const { username = '', password = '', totpSecret } of withPassword) {
      const totp = codeAt(now, totpSecret)
      const login = await logInWithPassword({ db, now }, { username, password, totp, address: undefined, pepper: PEPPER })
      expect(login).toMatchObject({ kind: 'in' })
    }
  })

  test('keep working when the secrets are new and the database is not', async () => {
    const fresh = `${PEPPER}, another one`
    await seedPeople(database.owner, { personKey: fresh, file })
    const [anna] = PEOPLE
    const person = await findPerson({ db }, personKey(fresh, anna?.personnummer ?? ''))
    expect(await employersOf({ db }, person?.id ?? '')).toHaveLength(1)
    const now = new Date()
    const totp = codeAt(now, anna?.totpSecret)
    const login = { username: anna?.username ?? '', password: anna?.password ?? '', totp, address: undefined, pepper: fresh }
    expect(await logInWithPassword({ db, now }, login)).toMatchObject({ kind: 'in', personId: person?.id })
  })
})

// Two employers and the people who act for them, for tests about accounts.
import { randomBytes } from 'node:crypto'
import { personKey } from '#lib/accounts/person-key.ts'
import { type Db, openDb } from '#lib/db.ts'
import { createTestDatabase } from './test-database.ts'

export const PEPPER = 'a pepper for tests, of thirty-two characters or more'

export type AccountsFixture = {
  /** As the owner of the database, who sees all. */
  owner: Db
  /** As the web process. */
  web: Db
  employers: { first: string; second: string }
  addPerson: (wish?: { name?: string; memberOf?: string[]; validUntil?: Date }) => Promise<string>
  drop: () => Promise<void>
}

export async function accountsFixture(): Promise<AccountsFixture> {
  const database = await createTestDatabase()
  const owner = openDb(database.owner, { max: 4 })
  const web = openDb(database.as('web'), { max: 10 })
  const add = (orgnr: string, name: string) => owner.prisma.employer.create({ data: { orgnr, name } })
  const first = await add('165599001236', 'Exempelbolaget AB')
  const second = await add('165599001319', 'Provföretaget i Sundsvall AB')
  return {
    owner,
    web,
    employers: { first: first.id, second: second.id },
    async addPerson({ name = 'Anna Ek', memberOf = [], validUntil } = {}) {
      const key = personKey(PEPPER, randomBytes(6).toString('hex'))
      const members = memberOf.map((employerId) => ({ employerId, role: 'handler', validUntil: validUntil ?? null }))
      const person = await owner.prisma.person.create({
        data: { name, personKey: key, personMasked: '19121212-****', members: { create: members } },
      })
      return person.id
    },
    async drop() {
      await owner.close()
      await web.close()
      await database.drop()
    },
  }
}

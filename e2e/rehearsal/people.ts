// The people and employers of the local environment and the browser tests. All are made up; the personnummer are numbers
// that Skatteverket has published for tests, the organisation numbers are of a series with a right check digit.
import { writeFileSync } from 'node:fs'
import type { Role } from '#lib/access/employers-of.ts'
import { personKey } from '#lib/access/person.ts'
import { setPassword } from '#lib/access/set-password.ts'
import { type Db, openDb } from '#lib/db.ts'
import { maskPersonnummer } from '#lib/identifiers.ts'
import { AGENT } from './pki.ts'

/** contracts: `.local/people.json`. */
export type Person = {
  name: string
  personnummer: string
  username?: string
  password?: string
  totpSecret?: string
  support: boolean
  operator: boolean
  employers: { orgnr: string; role: Role }[]
}

/** Ten digits, as at every edge. */
export const SEEDED_EMPLOYERS = [
  { orgnr: '5599001236', name: 'Exempelbolaget AB' },
  { orgnr: '5599004560', name: 'Provföretaget i Sundsvall AB' },
] as const
const [EXEMPEL, PROV] = SEEDED_EMPLOYERS

const nobody = { support: false, operator: false, employers: [] }

export const PEOPLE: Person[] = [
  {
    ...nobody,
    name: 'Anna Ek',
    personnummer: '197408169246',
    username: 'anna.ek',
    password: 'tre gula båtar vid bryggan',
    totpSecret: 'MFZWI3LGOBZGK5LWPB4XU2LOMRQXGZDG',
    employers: [{ orgnr: EXEMPEL.orgnr, role: 'administrator' }],
  },
  {
    ...nobody,
    name: 'Björn Åkesson',
    personnummer: '198301052398',
    employers: [{ orgnr: EXEMPEL.orgnr, role: 'handler' }],
  },
  {
    ...nobody,
    name: 'Ingrid Skog',
    personnummer: '197703102397',
    employers: [{ orgnr: EXEMPEL.orgnr, role: 'reader' }],
  },
  {
    ...nobody,
    name: 'Cecilia Holm',
    personnummer: '196804159264',
    username: 'cecilia.holm',
    password: 'plåt8hylla',
    totpSecret: 'KVGFGS2WIVHFIRKOKRCVGVCFKJEU4RZB',
    employers: [{ orgnr: PROV.orgnr, role: 'administrator' }],
  },
  {
    ...nobody,
    name: 'David Nordin',
    personnummer: '199101052398',
    username: 'david.nordin',
    password: 'kall mjölk och varma bullar',
    totpSecret: 'NNWGC43EMZTWQ2TLNRWW433QOFZHG5DV',
    employers: [{ orgnr: PROV.orgnr, role: 'handler' }],
  },
  {
    ...nobody,
    name: 'Elin Strand',
    personnummer: '198801052385',
    employers: [
      { orgnr: EXEMPEL.orgnr, role: 'ombud' },
      { orgnr: PROV.orgnr, role: 'ombud' },
    ],
  },
  { ...nobody, name: 'Johanna Berg', personnummer: '197606092380', employers: [{ orgnr: AGENT.orgnr, role: 'administrator' }] },
  { ...nobody, name: 'Karim Lund', personnummer: '198206082391', employers: [{ orgnr: AGENT.orgnr, role: 'handler' }] },
  { ...nobody, name: 'Fatima Haddad', personnummer: '197901049283', support: true },
  { ...nobody, name: 'Göran Lind', personnummer: '199501042395', operator: true },
  { ...nobody, name: 'Ivar Falk', personnummer: '198502042396', operator: true },
]

type Options = {
  /** PERSON_KEY of the portal. */
  personKey: string
  /** Where to write them down for people, tests and the login broker. */
  file: string
}

/** Puts the people and their employers into the database, as its owner. A second time changes nothing. */
export async function seedPeople(ownerUrl: string, { personKey: pepper, file }: Options): Promise<Person[]> {
  const db = openDb(ownerUrl, { max: 2 })
  try {
    for (const { orgnr, name } of SEEDED_EMPLOYERS)
      await db.prisma.employer.upsert({
        where: { orgnr: `16${orgnr}` },
        create: { orgnr: `16${orgnr}`, name, exchanges: { create: { service: 'sjukanmalan' } } },
        update: {},
      })
    const bureau = { orgnr: `16${AGENT.orgnr}`, name: AGENT.name }
    await db.prisma.employer.upsert({ where: { orgnr: bureau.orgnr }, create: bureau, update: {} })
    await retireStrangers(db, pepper)
    for (const person of PEOPLE) await seedPerson(db, person, pepper)
  } finally {
    await db.close()
  }
  writeFileSync(file, `${JSON.stringify(PEOPLE, null, 2)}\n`, { mode: 0o600 })
  return PEOPLE
}

/** The same user names under an earlier pepper (a kept database, fresh secrets): nobody can be them any more. */
async function retireStrangers(db: Db, pepper: string): Promise<void> {
  const usernames = PEOPLE.flatMap(({ username }) => username ?? [])
  const keys = PEOPLE.map(({ personnummer }) => personKey(pepper, personnummer))
  await db.prisma.person.updateMany({
    where: { username: { in: usernames }, personKey: { notIn: keys } },
    data: { username: null, passwordHash: null, removedAt: new Date() },
  })
}

async function seedPerson(db: Db, person: Person, pepper: string): Promise<void> {
  const key = personKey(pepper, person.personnummer)
  const { name, support, operator } = person
  const row = await db.prisma.person.upsert({
    where: { personKey: key },
    create: { personKey: key, personMasked: maskPersonnummer(person.personnummer), name, support, operator },
    update: {},
  })
  for (const { orgnr, role } of person.employers) {
    const { id: employerId } = await db.prisma.employer.findUniqueOrThrow({ where: { orgnr: `16${orgnr}` } })
    await db.prisma.member.upsert({
      where: { employerId_personId: { employerId, personId: row.id } },
      create: { employerId, personId: row.id, role, validUntil: role === 'ombud' ? endOfNextYear() : null },
      update: {},
    })
  }
  const { username, password, totpSecret } = person
  if (username && password && totpSecret && row.passwordHash === null)
    await setPassword({ db }, { personId: row.id, username, password, totpSecret, pepper })
}

const endOfNextYear = (): Date => new Date(Date.UTC(new Date().getUTCFullYear() + 1, 11, 31))

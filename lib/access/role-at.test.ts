// The database asks at each transaction what a person may act as (role_at); pages list for whom they may act (employers_of). One answer.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AccountsFixture, accountsFixture } from '#e2e/fixtures/accounts.ts'
import { DAY_MS } from '#lib/calendar.ts'

let at: AccountsFixture
beforeAll(async () => {
  at = await accountsFixture()
})
afterAll(() => at.drop())

const day = (days: number) => new Date(Date.now() + days * DAY_MS)
const MEMBERS = [
  undefined,
  ...['administrator', 'handler', 'ombud', 'reader'].flatMap((role) => [
    { role },
    { role, removedAt: new Date() },
    { role, validUntil: day(-2) },
    { role, validUntil: day(2) },
  ]),
]
const MANDATES = [
  undefined,
  { validFrom: day(-3), validUntil: day(3) },
  { validFrom: day(2), validUntil: day(3) },
  { validFrom: day(-3), validUntil: day(-2) },
  { validFrom: day(-3), validUntil: day(3), endedAt: new Date() },
]

test.each([undefined, {}, { endedAt: new Date() }])(
  'a person’s role is the one that the list has, assigned: %o',
  async (assigned) => {
    const { first: bureau, second: client } = at.employers
    const { prisma, pool } = at.owner
    const { orgnr } = await prisma.employer.findUniqueOrThrow({ where: { id: bureau } })
    let roles = 0
    for (const mandate of MANDATES) {
      await prisma.mandate.deleteMany()
      if (mandate) await prisma.mandate.create({ data: { employerId: client, agentOrgnr: orgnr, ...mandate } })
      for (const member of MEMBERS) {
        const personId = await at.addPerson()
        if (member) await prisma.member.create({ data: { personId, employerId: bureau, ...member } })
        if (assigned) await prisma.assignment.create({ data: { employerId: bureau, clientId: client, personId, ...assigned } })
        for (const employerId of [bureau, client]) {
          const { rows } = await pool.query<{ one: string | null; listed: string | null }>(
            'SELECT role_at($1, $2) AS one, (SELECT role FROM employers_of($1) WHERE employer_id = $2) AS listed',
            [personId, employerId],
          )
          expect(rows[0]?.one, JSON.stringify({ mandate, member, employerId })).toBe(rows[0]?.listed)
          if (rows[0]?.one) roles++
        }
      }
    }
    expect(roles).toBeGreaterThan(20)
  },
)

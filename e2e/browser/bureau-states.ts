import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { colleague } from './newcomer.ts'

const BUREAU = { orgnr: '165599007126', name: 'Sidornas Lönebyrå AB' }
const CLIENTS = [
  { orgnr: '165599007134', name: 'Kund Ett AB' },
  { orgnr: '165599007142', name: 'Kund Två AB' },
]

/** The company has clients, one of which its colleague acts for, and is a client itself: two people of a bureau act for it. */
export async function bureausOf(owner: Db, employerId: string): Promise<void> {
  const { prisma } = owner
  if (await prisma.employer.findUnique({ where: { orgnr: BUREAU.orgnr } })) return
  const { orgnr } = await prisma.employer.findUniqueOrThrow({ where: { id: employerId } })
  const days = { validFrom: new Date(Date.now() - DAY_MS), validUntil: new Date(Date.now() + 90 * DAY_MS) }
  const assign = (of: string, clientId: string, personId: string, usedAt: Date | null = null) =>
    prisma.assignment.create({ data: { employerId: of, clientId, personId, usedAt } })
  const { personId } = await colleague(owner, { name: 'Lo Lön', employerId, role: 'handler' })
  for (const [n, data] of CLIENTS.entries()) {
    const client = await prisma.employer.create({ data })
    await prisma.mandate.create({ data: { employerId: client.id, agentOrgnr: orgnr, ...days } })
    if (n === 0) await assign(employerId, client.id, personId)
  }
  const bureau = await prisma.employer.create({ data: BUREAU })
  await prisma.mandate.create({ data: { employerId, agentOrgnr: BUREAU.orgnr, ...days } })
  for (const [name, usedAt] of [
    ['Mo Byrå', new Date()],
    ['Bo Byrå', null],
  ] as const) {
    const staff = await colleague(owner, { name, employerId: bureau.id, role: 'handler' })
    await assign(bureau.id, employerId, staff.personId, usedAt)
  }
}

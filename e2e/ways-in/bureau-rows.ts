// The payroll bureaus of portal-company.ts: the company is one itself, and is the client of another.
import { randomInt } from 'node:crypto'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'
import { addMember } from '../fixtures/newcomers.ts'

const CLIENT = { orgnr: '5599007159', name: 'Vaktbolagets Kund AB' }
const BUREAU = { orgnr: '5599007167', name: 'Vaktens Lönebyrå AB' }

/** Its id. One of an earlier run, as when a failed test has the set-up made again, gives up its number. */
export async function addEmployer({ prisma }: Db, { orgnr, name }: { orgnr: string; name: string }): Promise<string> {
  const other = `1655991${randomInt(10_000, 100_000)}`
  await prisma.employer.updateMany({ where: { orgnr: `16${orgnr}` }, data: { orgnr: other } })
  return (await prisma.employer.create({ data: { orgnr: `16${orgnr}`, name, ...ADMITTED } })).id
}

/** A mandate that holds for a year. */
async function giveMandate({ prisma }: Db, { from, to }: { from: string; to: string }): Promise<void> {
  const agent = await prisma.employer.findUniqueOrThrow({ where: { id: to } })
  const days = { validFrom: new Date(Date.now() - DAY_MS), validUntil: new Date(Date.now() + 365 * DAY_MS) }
  await prisma.mandate.create({ data: { employerId: from, agentOrgnr: agent.orgnr, ...days } })
}

/** The company is a payroll bureau, too: one of its people acts for a client. */
export async function assignStaff(owner: Db, ours: string): Promise<{ clientId: string; staffId: string; assignmentId: string }> {
  const clientId = await addEmployer(owner, CLIENT)
  await giveMandate(owner, { from: clientId, to: ours })
  const { personId: staffId } = await addMember(owner, { employerId: ours, name: 'Vakt på lön' })
  const { id } = await owner.prisma.assignment.create({ data: { employerId: ours, clientId, personId: staffId } })
  return { clientId, staffId, assignmentId: id }
}

/** The person works at a bureau that has the company's mandate, and is assigned to it. */
export async function actByBureau(owner: Db, { personId, ours }: { personId: string; ours: string }): Promise<void> {
  const employerId = await addEmployer(owner, BUREAU)
  await giveMandate(owner, { from: ours, to: employerId })
  await owner.prisma.member.create({ data: { employerId, personId, role: 'handler' } })
  await owner.prisma.assignment.create({ data: { employerId, clientId: ours, personId } })
}

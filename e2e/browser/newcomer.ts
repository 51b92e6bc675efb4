import { randomBytes } from 'node:crypto'
import type { Role } from '#lib/access/employers-of.ts'
import type { Db } from '#lib/db.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'

/** Somebody with a company of their own, so that no other test's rows are in the pictures. */
export async function newcomer({ prisma }: Db, name: string, orgnr: string): Promise<{ personId: string; employerId: string }> {
  const known = await prisma.employer.findUnique({ where: { orgnr }, include: { members: { where: { person: { name } } } } })
  const [member] = known?.members ?? []
  if (member) return member
  const employer = await prisma.employer.create({ data: { orgnr, name: `${name.split(' ')[0]}s Sidor AB`, ...ADMITTED } })
  return colleague({ prisma }, { name, employerId: employer.id, role: 'handler' })
}

type ColleagueInput = { name: string; employerId: string; role: Role }

/** Somebody with that role at the company. */
export async function colleague(
  { prisma }: Pick<Db, 'prisma'>,
  { name, employerId, role }: ColleagueInput,
): Promise<{ personId: string; employerId: string }> {
  const known = await prisma.member.findFirst({ where: { employerId, person: { name } } })
  if (known) return known
  return prisma.member.create({
    data: {
      role,
      employer: { connect: { id: employerId } },
      person: { create: { name, personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' } },
    },
  })
}

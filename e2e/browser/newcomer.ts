import { randomBytes } from 'node:crypto'
import type { Db } from '#lib/db.ts'
import { ADMITTED } from '../fixtures/exchanges.ts'

/** Somebody with a company of their own, so that no other test's rows are in the pictures. */
export async function newcomer({ prisma }: Db, name: string, orgnr: string): Promise<{ personId: string; employerId: string }> {
  const known = await prisma.employer.findUnique({ where: { orgnr }, include: { members: true } })
  const [member] = known?.members ?? []
  if (member) return member
  const employer = await prisma.employer.create({ data: { orgnr, name: `${name.split(' ')[0]}s Sidor AB`, ...ADMITTED } })
  return prisma.member.create({
    data: {
      role: 'handler',
      employer: { connect: { id: employer.id } },
      person: { create: { name, personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' } },
    },
  })
}

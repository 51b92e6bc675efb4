import { randomBytes } from 'node:crypto'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'

/** Colleagues and invitations that the ways of a company's people name; two of them end by asking. */
export async function peopleOf({ prisma }: Db, employerId: string) {
  const colleague = async (name: string) => {
    const person = { create: { name, personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' } }
    const employer = { connect: { id: employerId } }
    return (await prisma.member.create({ data: { role: 'handler', employer, person } })).personId
  }
  const invited = async (address: string) => {
    const expiresAt = new Date(Date.now() + DAY_MS)
    const tokenHash = randomBytes(32).toString('hex')
    const data = { employerId, name: 'Vakt inbjuden', address, role: 'reader', tokenHash, expiresAt }
    return (await prisma.invitation.create({ data })).id
  }
  return {
    leaverId: await colleague('Vakt slutar'),
    invitationId: await invited('inbjuden@vaktbolaget.test'),
    recalledId: await invited('atertagen@vaktbolaget.test'),
  }
}

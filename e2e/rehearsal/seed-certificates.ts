import { openDb } from '#lib/db.ts'
import { SEEDED_EMPLOYERS } from './people.ts'
import { registerPem } from './pki/register-pem.ts'
import { AGENT, type Pki } from './pki.ts'

/**
 * Registers the development certificates for their employers, and lets the payroll bureau's (ombud.pem) and its handlers act for
 * the first of them; as the owner of the database. A second time registers what was made anew, and nothing else.
 */
export async function seedCertificates(ownerUrl: string, pki: Pki): Promise<void> {
  const db = openDb(ownerUrl, { max: 2 })
  try {
    const idOf = async (orgnr: string) => (await db.prisma.employer.findUniqueOrThrow({ where: { orgnr: `16${orgnr}` } })).id
    for (const { orgnr } of SEEDED_EMPLOYERS) await registerPem(db, await idOf(orgnr), pki.employer(orgnr))
    const agentId = await idOf(AGENT.orgnr)
    await registerPem(db, agentId, pki.agent)
    const employerId = await idOf(SEEDED_EMPLOYERS[0].orgnr)
    const given = { employerId, agentOrgnr: `16${AGENT.orgnr}` }
    if ((await db.prisma.mandate.count({ where: given })) > 0) return
    const year = new Date().getUTCFullYear()
    const days = { validFrom: new Date(Date.UTC(year, 0, 1)), validUntil: new Date(Date.UTC(year + 1, 11, 31)) }
    await db.prisma.mandate.create({ data: { ...given, ...days } })
    const staff = await db.prisma.member.findMany({ where: { employerId: agentId, role: 'handler' } })
    for (const { personId } of staff)
      await db.prisma.assignment.create({ data: { employerId: agentId, clientId: employerId, personId } })
  } finally {
    await db.close()
  }
}

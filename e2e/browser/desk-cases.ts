// Applications in each state that the operator's desk has words for.

import { randomInt } from 'node:crypto'
import { logInPerson, type SignedApplicationInput, signedApplication } from '#e2e/fixtures/applications.ts'
import { actorOf } from '#lib/access/actor.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'

export const DESK_CASES = [
  'handed in',
  'of the operator’s own',
  'new administrators, once approved',
  'on paper, entered',
  'on paper, approved',
  'returned',
] as const
export type DeskCaseWord = (typeof DESK_CASES)[number]

/** The reference of each. */
export async function deskCases(owner: Db): Promise<Record<DeskCaseWord, string>> {
  const [lena, omar] = [await logInPerson(owner, 'Lena Lund'), await logInPerson(owner, 'Omar Öst')]
  const operator = async (name: string) => {
    const { id: personId, personKey: key } = await owner.prisma.person.findFirstOrThrow({ where: { name, operator: true } })
    return { personId, name, key, actor: actorOf({ personId, sessionId: personId, credential: '' }) }
  }
  const [goran, ivar] = [await operator('Göran Lind'), await operator('Ivar Falk')]
  const apply = (more: Partial<SignedApplicationInput> = {}) =>
    signedApplication(owner, {
      orgnr: `1655990${randomInt(10_000, 100_000)}`,
      applicant: lena,
      administrators: [lena, omar],
      ...more,
    })
  type DecisionRow = { decision: string; personId: string; reason?: string; signers?: string[] }
  const decide = ({ applicationId, digest }: { applicationId: string; digest: string }, said: DecisionRow) =>
    owner.prisma.applicationDecision.create({ data: { applicationId, digest, ...said } })
  const handed = await apply()
  const bytes = Buffer.from('%PDF-1.7')
  await owner.prisma.applicationFile.create({
    data: { applicationId: handed.applicationId, kind: 'basis', name: 'bolagsordning.pdf', bytes, sha256: handed.digest },
  })
  const own = await apply({ administrators: [lena, goran] })
  const once = await apply({ kind: 'administrators' })
  await owner.prisma.application.update({ where: { id: once.applicationId }, data: { state: 'reviewing' } })
  await decide(once, { decision: 'approve', personId: ivar.personId })
  const entered = await apply({ state: 'signing', unsigned: ['administrator:1'] })
  await owner.prisma.application.update({ where: { id: entered.applicationId }, data: { paperOpenedAt: new Date() } })
  const [unsigned] = await owner.prisma.applicationParty.findMany({
    where: { applicationId: entered.applicationId, answer: null },
  })
  await decide(entered, { decision: 'paper', personId: ivar.personId, signers: [unsigned?.id ?? ''] })
  const paper = await apply({ way: 'paper' })
  const takesEffectAt = new Date(Date.now() + 3 * DAY_MS)
  await owner.prisma.application.update({ where: { id: paper.applicationId }, data: { state: 'reviewing', takesEffectAt } })
  for (const { personId } of [goran, ivar]) await decide(paper, { decision: 'approve', personId })
  const returned = await apply()
  await decide(returned, { decision: 'return', personId: ivar.personId, reason: 'Bifoga ett nytt protokoll.' })
  await owner.prisma.application.update({
    where: { id: returned.applicationId },
    data: { state: 'returned', reason: 'Bifoga ett nytt protokoll.' },
  })
  return {
    'handed in': handed.reference,
    'of the operator’s own': own.reference,
    'new administrators, once approved': once.reference,
    'on paper, entered': entered.reference,
    'on paper, approved': paper.reference,
    returned: returned.reference,
  }
}

// Applications to join of one applicant, in each state that their page has words for.

import { randomBytes } from 'node:crypto'
import { addLogin } from '#e2e/fixtures/test-login.ts'
import { hashLink } from '#lib/access/link-token.ts'
import type { Db } from '#lib/db.ts'
import type { ApplicationState } from '#lib/joining/application.ts'
import { askParties } from '#lib/joining/ask-parties.ts'
import { STEPS } from '#lib/joining/fields.ts'
import { startApplication } from '#lib/joining/start-application.ts'
import { fillApplication, NO_KEEPER } from '../fixtures/joining.ts'

const APPLICANT = 'Albin Ansökare'
export const APPLICATION_STATES = [
  'draft',
  'signing',
  'submitted',
  'reviewing',
  'returned',
  'approved',
  'declined',
  'withdrawn',
  'lapsed',
] as const satisfies readonly ApplicationState[]
export const JOINING_STEPS = STEPS.map(({ id }) => id)

export type JoiningStates = { of: Record<ApplicationState, string>; empty: string; link: string }

export async function joiningStates(owner: Db): Promise<JoiningStates> {
  const { prisma } = owner
  const mail = { mail: 'hanna@exempel.test', mailVerifiedAt: new Date() }
  const key = { personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' }
  const known = await prisma.person.findFirst({ where: { name: APPLICANT } })
  const { id: personId } = known ?? (await prisma.person.create({ data: { name: APPLICANT, ...key, ...mail } }))
  // A worker that begins anew finds its former ones.
  await prisma.application.updateMany({ where: { applicantId: personId, state: 'draft' }, data: { state: 'withdrawn' } })
  const actor = await addLogin(owner, personId)
  const people = { hanna: actor, omar: actor, stig: actor, vera: actor }
  const at = { db: owner, actor, now: new Date() }
  const empty = await startApplication(at, { kind: 'join', keeping: NO_KEEPER })
  const of: Partial<Record<ApplicationState, string>> = {}
  const link = randomBytes(32).toString('base64url')
  for (const state of APPLICATION_STATES) {
    const { applicationId: id, reference } = await fillApplication({ web: owner, people, keeping: NO_KEEPER }, { as: 'hanna' })
    of[state] = reference
    if (state === 'draft') continue
    await askParties(at, { reference, way: 'eleg', language: 'sv', keeping: NO_KEEPER })
    if (state === 'signing') {
      const party = await prisma.applicationParty.findFirstOrThrow({ where: { applicationId: id } })
      await prisma.applicationParty.update({ where: { id: party.id }, data: { tokenHash: hashLink(link) } })
      continue
    }
    await prisma.application.update({ where: { id }, data: await endOf(owner, state) })
  }
  return { of: of as Record<ApplicationState, string>, empty: empty.reference, link }
}

async function endOf({ prisma }: Db, state: ApplicationState) {
  const decided = { decidedAt: new Date(), submittedAt: new Date() }
  const reason = 'Protokoll 2026-03-01, § 4'
  if (state === 'returned' || state === 'declined') return { state, ...decided, reason }
  if (state === 'submitted' || state === 'reviewing') return { state, submittedAt: new Date() }
  if (state !== 'approved') return { state }
  const { id: employerId } = await prisma.employer.findFirstOrThrow({ select: { id: true } })
  return { state, ...decided, employerId }
}

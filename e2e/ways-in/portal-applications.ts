// Applications to join of one person, the handler: one for each way that ends or changes one.
import { randomBytes, randomUUID } from 'node:crypto'
import { actorOf } from '#lib/access/actor.ts'
import { hashLink } from '#lib/access/link-token.ts'
import type { Db } from '#lib/db.ts'
import { newReference } from '#lib/identifiers.ts'
import { askParties } from '#lib/joining/ask-parties.ts'
import { fillApplication, NO_KEEPER } from '../fixtures/joining.ts'

export type ApplicationThings = {
  /** Being written, with two files: one is removed, one is kept. */
  draftReference: string
  basisId: string
  keptBasisId: string
  /** Nothing is missing in it. */
  readyReference: string
  /** Sent for signature: looked at, changed and withdrawn, refused. */
  signingReference: string
  changedReference: string
  refusedReference: string
}

/** In a link of the handler's: everybody is asked about the same one. */
export const LINK_TOKEN = 'vaktens-lank-till-en-ansokan-000000000000000'.slice(0, 43)

export async function makeApplications(
  owner: Db,
  { personId, sessionId, cookie: credential }: { personId: string; sessionId: string; cookie: string },
): Promise<ApplicationThings> {
  const actor = actorOf({ personId, sessionId, credential })
  await owner.prisma.person.update({ where: { id: personId }, data: { mail: 'hanna@exempel.test', mailVerifiedAt: new Date() } })
  const people = { hanna: actor, omar: actor, stig: actor, vera: actor }
  const make = async () => await fillApplication({ web: owner, people, keeping: NO_KEEPER }, { as: 'hanna', orgnr: '5599007175' })
  const ask = async ({ reference }: { reference: string }) => {
    const wish = { reference, way: 'eleg', language: 'sv', keeping: NO_KEEPER } as const
    await askParties({ db: owner, actor, now: new Date() }, wish)
    return reference
  }
  const [draft, ready, signing, changed, refused] = [await make(), await make(), await make(), await make(), await make()]
  const { applicationId } = draft
  const file = { applicationId, kind: 'basis', bytes: Buffer.from('%PDF-1.7 x'), name: 'a.pdf' }
  const add = (sha256: string) => owner.prisma.applicationFile.create({ data: { ...file, sha256 }, select: { id: true } })
  const things = {
    draftReference: draft.reference,
    basisId: (await add('a'.repeat(64))).id,
    keptBasisId: (await add('b'.repeat(64))).id,
    readyReference: ready.reference,
    signingReference: await ask(signing),
    changedReference: await ask(changed),
    refusedReference: await ask(refused),
  }
  // One of an earlier run gives it up.
  await owner.prisma.applicationParty.updateMany({ where: { tokenHash: hashLink(LINK_TOKEN) }, data: { tokenHash: null } })
  const party = await owner.prisma.applicationParty.findFirstOrThrow({ where: { applicationId: signing.applicationId } })
  await owner.prisma.applicationParty.update({ where: { id: party.id }, data: { tokenHash: hashLink(LINK_TOKEN) } })
  return things
}

/** The same as nobody has. */
export function noApplications(): ApplicationThings {
  const reference = () => newReference(randomBytes(8))
  return {
    draftReference: reference(),
    basisId: randomUUID(),
    keptBasisId: randomUUID(),
    readyReference: reference(),
    signingReference: reference(),
    changedReference: reference(),
    refusedReference: reference(),
  }
}

import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { logInPerson, signedApplication } from '#e2e/fixtures/applications.ts'
import { addWaitingApplication } from '#e2e/fixtures/waiting-application.ts'
import { actorOf } from '#lib/access/actor.ts'
import type { Db } from '#lib/db.ts'
import { newReference } from '#lib/identifiers.ts'

/** Applications that the handler has made for organisations that have not joined. */
export type DeskThings = {
  /** Waiting for the handler's signature. */
  waitingId: string
  /** Handed in, with a file. */
  handedId: string
  handedReference: string
  handedDigest: string
  fileId: string
  /** Waiting for a signature, and come on paper. */
  paperId: string
  paperReference: string
  paperDigest: string
  partyId: string
  /** The same, and one operator has entered the form. */
  enteredId: string
  enteredReference: string
  enteredDigest: string
  entryId: string
}

const newNumber = () => `1655990${randomInt(10_000, 100_000)}`

export async function makeDeskThings(owner: Db, personId: string): Promise<DeskThings> {
  const { name, personKey: key } = await owner.prisma.person.findUniqueOrThrow({ where: { id: personId } })
  // What the company's administrator may begin in earnest.
  const { employerId } = await owner.prisma.member.findFirstOrThrow({ where: { personId } })
  await owner.prisma.exchange.create({ data: { employerId, service: 'franvarouppgift', state: 'test' } })
  const applicant = { personId, name, key, actor: actorOf({ personId, sessionId: personId, credential: '' }) }
  const handed = await signedApplication(owner, { orgnr: newNumber(), applicant })
  const bytes = Buffer.from('%PDF-1.7')
  const file = { applicationId: handed.applicationId, kind: 'basis', name: 'protokoll.pdf', bytes, sha256: handed.digest }
  const { id: fileId } = await owner.prisma.applicationFile.create({ data: file })
  const unsigned = { applicant, unsigned: ['administrator:0'], state: 'signing' } as const
  const paper = await signedApplication(owner, { orgnr: newNumber(), ...unsigned, unsigned: [...unsigned.unsigned] })
  const entered = await signedApplication(owner, { orgnr: newNumber(), ...unsigned, unsigned: [...unsigned.unsigned] })
  const open = { id: { in: [paper.applicationId, entered.applicationId] } }
  await owner.prisma.application.updateMany({ where: open, data: { paperOpenedAt: new Date() } })
  const partyOf = async ({ applicationId }: typeof paper) =>
    (await owner.prisma.applicationParty.findFirstOrThrow({ where: { applicationId, answer: null } })).id
  const colleague = await logInPerson(owner, 'Vakt kollega', true)
  const { id: entryId } = await owner.prisma.applicationDecision.create({
    data: {
      ...{ applicationId: entered.applicationId, decision: 'paper', digest: entered.digest, personId: colleague.personId },
      signers: [await partyOf(entered)],
    },
  })
  return {
    waitingId: (await addWaitingApplication(owner, { applicantId: personId })).applicationId,
    ...{ handedId: handed.applicationId, handedReference: handed.reference, handedDigest: handed.digest, fileId },
    ...{ paperId: paper.applicationId, paperReference: paper.reference, paperDigest: paper.digest },
    partyId: await partyOf(paper),
    ...{ enteredId: entered.applicationId, enteredReference: entered.reference, enteredDigest: entered.digest, entryId },
  }
}

/** The same as ids that nobody has. */
export function noDeskThings(): DeskThings {
  const [reference, digest] = [() => newReference(randomBytes(8)), () => randomBytes(32).toString('hex')]
  return {
    waitingId: randomUUID(),
    ...{ handedId: randomUUID(), handedReference: reference(), handedDigest: digest(), fileId: randomUUID() },
    ...{ paperId: randomUUID(), paperReference: reference(), paperDigest: digest(), partyId: randomUUID() },
    ...{ enteredId: randomUUID(), enteredReference: reference(), enteredDigest: digest(), entryId: randomUUID() },
  }
}

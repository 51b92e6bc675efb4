// What a person of the drill's world has: a row in every table that belongs to persons.
import { randomBytes } from 'node:crypto'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { newReference } from '#lib/identifiers.ts'
import { addWaitingApplication } from '../../fixtures/waiting-application.ts'
import type { Login } from './world.ts'

const DAY = () => new Date(Date.now() + DAY_MS)
const hex = (bytes: number) => randomBytes(bytes).toString('hex')

/** A row in every table that belongs to a person. */
export async function addOfPerson({ prisma }: Db, { personId, sessionId, name }: Login): Promise<Record<string, string>> {
  const now = new Date()
  const passkey = await prisma.passkey.create({
    data: { personId, credentialId: hex(16), publicKey: randomBytes(16), counter: 0n, transports: [], label: name },
  })
  const link = { personId, tokenHash: hex(32), secret: `sealed-${hex(8)}`, madeBy: personId, expiresAt: DAY() }
  const loginLink = await prisma.loginLink.create({ data: link })
  const code = { personId, address: 'bo@kanarie.test', codeHash: hex(32), createdAt: now, expiresAt: DAY() }
  const mailCode = await prisma.mailCode.create({ data: code })
  const digest = hex(32)
  const application = await prisma.application.create({
    data: {
      reference: newReference(randomBytes(8)),
      applicantId: personId,
      fields: { mark: name },
      state: 'signing',
      document: {},
      digest,
    },
  })
  const applicationId = application.id
  const named = { applicationId, part: 'signatory', name, personMasked: '19121212-****', address: 'x@y.test', tokenHash: hex(32) }
  const party = await prisma.applicationParty.create({ data: { ...named, personKey: hex(32), personId } })
  const signed = { applicationId, personId, asWhat: 'applicant', way: 'login', digest, shown: name, idToken: 'sealed' }
  const signature = await prisma.applicationSignature.create({ data: signed })
  const shown = { applicationId, kind: 'basis', name: 'bevis.pdf', bytes: randomBytes(10), sha256: hex(32) }
  const file = await prisma.applicationFile.create({ data: shown })
  const decision = await prisma.applicationDecision.create({ data: { applicationId, decision: 'review', digest, personId } })
  const begun = { sessionId, personId, applicationId, way: 'login', digest, shown: name, createdAt: now, expiresAt: DAY() }
  const signing = await prisma.signing.create({ data: { stateHash: hex(32), ...begun } })
  return {
    ...{ passkey: passkey.id, login_link: loginLink.id, mail_code: mailCode.id, application: applicationId, signing: signing.id },
    ...{ application_party: party.id, application_signature: signature.id, application_file: file.id },
    application_decision: decision.id,
  }
}

/** Two applications that wait for the thief's own person's signature. */
export async function addWaiting(owner: Db, { personId: applicantId }: Login): Promise<Record<string, string>> {
  const [first, second] = [
    await addWaitingApplication(owner, { applicantId }),
    await addWaitingApplication(owner, { applicantId }),
  ]
  return { waiting: first.applicationId, waitingDigest: first.digest, secondWaiting: second.applicationId }
}

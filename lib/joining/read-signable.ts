import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { readOwnKey } from '#lib/access/person.ts'
import { forPerson, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import type { Application, ApplicationParty } from '#prisma/generated/client.ts'
import type { ApplicationPart } from './application.ts'
import { openSealed } from './opened-numbers.ts'
import { takeParts } from './read-application.ts'
import { digestOf, parseDocument, shownText } from './signed-text.ts'
import { numberIn, parseStoredFields } from './stored-fields.ts'

/** What somebody is about to sign: all the parts that they have and have not signed, in one go. */
export type SignableApplication = {
  applicationId: string
  reference: string
  digest: string
  /** The page that is signed: plain text in Swedish, the digest in its last line. */
  shown: string
  parts: ApplicationPart[]
  /** The actor's own number where it is known, for the broker to ask for. */
  personnummer: string | null
}

type ReadSignableInput = { applicationId: string; keeping: Keeping }

/**
 * Refuses (`not_found`, `application`) who has no part in it; (`conflict`) one that is not to be signed now
 * (`application_state`), and a person who has answered already (`application_answered`).
 */
export async function readSignable(
  { db, actor, now }: ActorContext<PersonActor>,
  { applicationId, keeping }: ReadSignableInput,
): Promise<SignableApplication> {
  const { own, ...signable } = await forPerson({ db, actor }, async (tx) => {
    await takeParts(tx, now)
    const row = await tx.application.findUnique({ where: { id: applicationId }, include: { parties: true } })
    if (!row) throw new AppError('not_found', 'application')
    const { document, digest, parts } = await openParts(tx, row, actor)
    const key = await readOwnKey(tx)
    const { reference } = row
    return { applicationId, reference, digest, shown: shownText(document), parts, own: ownNumber(row, key) }
  })
  const opened = await openSealed({ keeping, actor }, own === undefined ? [] : [own])
  return { ...signable, personnummer: opened.get(own ?? '') ?? null }
}

/** Refuses (`conflict`) as readSignable and declineApplication do, by the row as it is. */
export async function openParts(
  tx: Pick<Tx, 'applicationSignature'>,
  row: Application & { parties: ApplicationParty[] },
  actor: PersonActor,
) {
  if (row.state !== 'signing' || row.document === null) throw new AppError('conflict', 'application_state')
  const mine = row.parties.filter(({ personId, answer }) => personId === actor.personId && answer === null)
  const where = { applicationId: row.id, personId: actor.personId, asWhat: 'applicant', voidedAt: null }
  const asApplicant = row.applicantId === actor.personId && (await tx.applicationSignature.count({ where })) === 0
  const has = (part: string) => mine.some((party) => party.part === part)
  const parts: ApplicationPart[] = [
    ...(asApplicant ? (['applicant'] as const) : []),
    ...(has('signatory') ? (['signatory'] as const) : []),
    ...(has('administrator') ? (['administrator'] as const) : []),
  ]
  if (parts.length === 0) throw new AppError('conflict', 'application_answered')
  const document = parseDocument(row.document)
  return { parts, partyIds: mine.map(({ id }) => id), document, digest: digestOf(document) }
}

/** The application, locked until the transaction ends: whoever writes to it or its parties waits here. */
export async function lockApplication(
  tx: Tx,
  applicationId: string,
  now: Date,
): Promise<Application & { parties: ApplicationParty[] }> {
  await takeParts(tx, now)
  await tx.$queryRaw`SELECT 1 AS one FROM application WHERE id = ${applicationId}::uuid FOR UPDATE`
  const row = await tx.application.findUnique({ where: { id: applicationId }, include: { parties: true } })
  if (!row) throw new AppError('not_found', 'application')
  return row
}

/** As it is sealed. */
function ownNumber({ fields }: Application, key: string | null): string | undefined {
  const stored = parseStoredFields(fields)
  for (const name of Object.keys(stored)) {
    const number = numberIn(stored, name)
    if (number && key !== null && number.key === key) return number.sealed ?? undefined
  }
  return undefined
}

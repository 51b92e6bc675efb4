import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { readOwnKey } from '#lib/access/person.ts'
import { appendAudit, forPerson, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import type { Application, ApplicationParty } from '#prisma/generated/client.ts'
import type { ApplicationPart, SignatureWay } from './application.ts'
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

type SignApplicationInput = {
  applicationId: string
  /** What was signed; both must be as readSignable would give them now. */
  digest: string
  shown: string
  way: Exclude<SignatureWay, 'paper'>
  /** The broker's ID token, as keeper has sealed it. */
  sealed: string
}

/**
 * Keeps the person's signature, which the broker has made over `digest`, for each part they have. The first one of a signatory
 * takes the employer's number; the last that is needed hands the application in. Refuses as readSignable, and (`conflict`) when
 * the application is another than was signed (`application_changed`), the number is taken by another open application
 * (`application_open`, never saying whose) or has joined meanwhile (`already_joined`).
 */
export function signApplication(
  { db, actor, now }: ActorContext<PersonActor>,
  { applicationId, digest, shown, way, sealed }: SignApplicationInput,
): Promise<{ reference: string; isHandedIn: boolean }> {
  return forPerson({ db, actor }, async (tx) => {
    const row = await lockApplication(tx, applicationId, now)
    const open = await openParts(tx, row, actor)
    if (open.digest !== digest || shownText(open.document) !== shown) throw new AppError('conflict', 'application_changed')
    const base = { applicationId, personId: actor.personId, way, digest, shown, idToken: sealed, at: now }
    const mine = row.parties.filter(({ id }) => open.partyIds.includes(id))
    if (open.parts.includes('applicant')) await tx.applicationSignature.create({ data: { ...base, asWhat: 'applicant' } })
    for (const { id, part } of mine) {
      await tx.applicationSignature.create({ data: { ...base, partyId: id, asWhat: part } })
      await tx.applicationParty.update({ where: { id }, data: { answer: 'signed', answeredAt: now } })
    }
    if (open.parts.includes('signatory') && row.holdsNumberAt === null) await takeNumber(tx, row, now)
    const detail = { reference: row.reference, as: open.parts.join(','), way, digest }
    await appendAudit(tx, audit(actor, 'application.signed', applicationId, detail))
    const isHandedIn = await handInWhenSigned(tx, applicationId, now)
    if (isHandedIn)
      await appendAudit(tx, audit(actor, 'application.handed-in', applicationId, { reference: row.reference, digest }))
    return { reference: row.reference, isHandedIn }
  })
}

/** Refuses (`conflict`) as signApplication and declineApplication do, by the row as it is locked. */
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

async function takeNumber(tx: Tx, { id, kind, orgnr }: Application, now: Date): Promise<void> {
  if (orgnr === null) throw new Error('an application that is being signed has no number')
  const [row] = await tx.$queryRaw<{ joined: boolean }[]>`SELECT has_joined(${orgnr}) AS joined`
  if (kind === 'join' && row?.joined) throw new AppError('conflict', 'already_joined')
  // The index application_one_open decides among those who sign at once; this statement only finds it sooner.
  try {
    await tx.application.update({ where: { id }, data: { holdsNumberAt: now } })
  } catch (error) {
    if (isTaken(error)) throw new AppError('conflict', 'application_open', { cause: error })
    throw error
  }
}

/** Prisma's code for a unique index that a write would break. */
const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002'

/** True when all who must have signed now have: it is handed in, and all are told. */
export async function handInWhenSigned(tx: Tx, applicationId: string, now: Date): Promise<boolean> {
  const where = { applicationId, voidedAt: null }
  const signatures = await tx.applicationSignature.findMany({ where, select: { asWhat: true } })
  const row = await tx.application.findUniqueOrThrow({ where: { id: applicationId }, include: { parties: true } })
  const { content } = parseDocument(row.document)
  const count = (part: ApplicationPart) => signatures.filter(({ asWhat }) => asWhat === part).length
  const isComplete =
    count('applicant') > 0 &&
    count('signatory') >= content.signing.needed &&
    row.parties.every(({ part, answer }) => part !== 'administrator' || answer === 'signed')
  if (!isComplete) return false
  await tx.application.update({ where: { id: applicationId }, data: { state: 'submitted', submittedAt: row.submittedAt ?? now } })
  await tx.$executeRaw`SELECT tell_parties(${applicationId}::uuid, 'application-submitted', ${`application:${applicationId}:${row.version}:${row.askedTimes}`}, ${now})`
  return true
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

const audit = (actor: PersonActor, action: string, object: string, detail: Record<string, string>) => ({
  chain: PORTAL_CHAIN,
  actor: actorWord(actor),
  action,
  object,
  detail,
})

import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { readOwnKey } from '#lib/access/person.ts'
import { forPerson, type Tx, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { type ApplicationKind, type ApplicationState, canChangeApplication } from './application.ts'
import { type Applicant, readContent } from './content.ts'
import { type FieldFault, findFaults } from './find-faults.ts'
import { type OpenedNumbers, openNumbers, requireOpened } from './opened-numbers.ts'
import { type ApplicationDocument, makeDocument } from './signed-text.ts'
import { parseStoredFields, type StoredFields } from './stored-fields.ts'
import { currentTerms } from './terms.ts'

/** An application that its applicant may change, and the row is locked until the transaction ends. */
export type OpenDraft = {
  id: string
  reference: string
  kind: ApplicationKind
  state: ApplicationState
  orgnr: string | null
  digest: string | null
  version: number
  askedTimes: number
  submittedAt: Date | null
  fields: StoredFields
}

/**
 * Locks the actor's own application. Refuses (`not_found`, `application`) another's, as one that does not exist, and (`conflict`,
 * `application_state`) one that cannot be changed now.
 */
export async function openDraft(tx: Tx, actor: PersonActor, reference: string): Promise<OpenDraft> {
  const draft = await lockOwn(tx, actor, reference)
  if (!canChangeApplication(draft.state)) throw new AppError('conflict', 'application_state')
  return draft
}

/** As openDraft, in any state. */
export async function lockOwn(tx: Tx, actor: PersonActor, reference: string): Promise<OpenDraft> {
  await tx.$queryRaw`SELECT 1 AS one FROM application WHERE reference = ${reference} AND applicant_id = ${actor.personId}::uuid FOR UPDATE`
  return findOwn(tx, actor, reference)
}

async function findOwn(tx: Tx, actor: PersonActor, reference: string): Promise<OpenDraft> {
  const row = await tx.application.findFirst({ where: { reference, applicantId: actor.personId } })
  if (!row) throw new AppError('not_found', 'application')
  const { id, orgnr, digest, version, askedTimes, submittedAt } = row
  const { kind, state } = withWords<typeof row, { kind: ApplicationKind; state: ApplicationState }>(row)
  return { id, reference, kind, state, orgnr, digest, version, askedTimes, submittedAt, fields: parseStoredFields(row.fields) }
}

export type DraftReading = { faults: FieldFault[]; document: ApplicationDocument; applicant: Applicant; orgnr: string | null }

type ReadDraftInput = {
  /** The applicant. */
  personId: string
  draft: Pick<OpenDraft, 'id' | 'reference' | 'kind' | 'fields'>
  opened: OpenedNumbers
}

/** What a draft says as it stands, and what it lacks. */
export async function readDraft(
  tx: Pick<Tx, '$queryRaw' | 'person' | 'applicationFile'>,
  { personId, draft: { id, reference, kind, fields }, opened }: ReadDraftInput,
): Promise<DraftReading> {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { name: true, personMasked: true, mail: true, mailVerifiedAt: true },
  })
  const applicant = { name: person.name, key: await readOwnKey(tx), masked: person.personMasked ?? '' }
  const files = await tx.applicationFile.findMany({
    where: { applicationId: id, kind: 'basis' },
    select: { sha256: true },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
  })
  const basis = files.map(({ sha256 }) => sha256)
  const orgnr = employerNumber(fields, opened)
  const [known] = orgnr ? await tx.$queryRaw<{ joined: boolean }[]>`SELECT has_joined(${orgnr}) AS joined` : []
  const verifiedMail = person.mailVerifiedAt ? person.mail : null
  const faults = findFaults({ kind, fields, applicant, verifiedMail, basis: basis.length, hasJoined: known?.joined ?? false })
  const content = readContent({ kind, fields, applicant, basis, ...currentTerms() })
  return { faults, document: makeDocument(reference, content), applicant, orgnr }
}

export type DraftReview = OpenDraft & DraftReading & { files: { id: string; name: string }[]; opened: OpenedNumbers }

/** As openDraft, for the pages on which it is written: nothing is locked. */
export async function reviewDraft(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { reference, keeping }: { reference: string; keeping: Keeping },
): Promise<DraftReview> {
  const opened = await openOwnNumbers({ db, actor }, { reference, keeping })
  return forPerson({ db, actor }, async (tx) => {
    const draft = await findOwn(tx, actor, reference)
    if (!canChangeApplication(draft.state)) throw new AppError('conflict', 'application_state')
    const files = await tx.applicationFile.findMany({
      where: { applicationId: draft.id, kind: 'basis' },
      select: { id: true, name: true },
      orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
    })
    return { ...draft, ...(await readDraft(tx, { personId: actor.personId, draft, opened })), files, opened }
  })
}

/** The numbers of the actor's own application that readDraft needs. Refuses as openDraft does another's. */
export async function openOwnNumbers(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { reference, keeping }: { reference: string; keeping: Keeping },
): Promise<OpenedNumbers> {
  const { fields } = await forPerson({ db, actor }, (tx) => findOwn(tx, actor, reference))
  return openNumbers({ keeping, actor }, fields)
}

/** Canonical, an organisation's or a person's; null where none can be read. */
function employerNumber(fields: StoredFields, opened: OpenedNumbers): string | null {
  const value = fields.employerNumber
  if (typeof value === 'object') return value.key === null ? null : requireOpened(opened, value)
  return value || null
}

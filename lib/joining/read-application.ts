import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { forPerson, type Tx, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { refusedParties } from '#lib/notices/refused-mails.ts'
import type { Application, ApplicationParty, Prisma } from '#prisma/generated/client.ts'
import type { ApplicationKind, ApplicationPart, ApplicationState, SignatureWay } from './application.ts'
import { type ApplicationDocument, parseDocument } from './signed-text.ts'
import { parseStoredFields, type StoredFields } from './stored-fields.ts'

type PartyWords = { part: 'signatory' | 'administrator'; answer: 'signed' | 'declined' | null }
export type JoiningParty = Omit<ApplicationParty, keyof PartyWords | 'tokenHash'> &
  PartyWords & {
    /** The mail with the link did not arrive: the mail server said no to the address. */
    isRefused: boolean
  }

/** Without the raw ID token, which only its verification opens (read-signatures.ts). */
export type JoiningSignature = {
  id: string
  partyId: string | null
  personId: string | null
  asWhat: ApplicationPart
  way: SignatureWay
  digest: string
  shown: string
  at: Date
  voidedAt: Date | null
}

/** A file without its bytes. */
export type JoiningFile = { id: string; kind: 'basis' | 'paper'; name: string; sha256: string; addedAt: Date }

type ApplicationWords = { kind: ApplicationKind; state: ApplicationState }

/** All of an application, to who may see it. */
export type SeenApplication = Omit<Application, keyof ApplicationWords | 'fields' | 'document'> &
  ApplicationWords & {
    fields: StoredFields
    /** What has been signed or is to be; null while it is being written. */
    document: ApplicationDocument | null
    parties: JoiningParty[]
    signatures: JoiningSignature[]
    files: JoiningFile[]
    /** As what the reader is named, or has applied. */
    mine: ApplicationPart[]
  }

/** No raw ID tokens, no links' hashes, no bytes. */
const INCLUDE = {
  parties: { omit: { tokenHash: true }, orderBy: [{ part: 'desc' }, { name: 'asc' }] },
  signatures: {
    select: {
      id: true,
      partyId: true,
      personId: true,
      asWhat: true,
      way: true,
      digest: true,
      shown: true,
      at: true,
      voidedAt: true,
    },
    orderBy: { at: 'asc' },
  },
  files: { select: { id: true, kind: true, name: true, sha256: true, addedAt: true }, orderBy: { addedAt: 'asc' } },
} satisfies Prisma.ApplicationInclude

/** The application with this reference. Refuses (`not_found`, `application`) who has no part in it as if there were none. */
export function findApplication({ db, actor, now }: ActorContext<PersonActor>, reference: string): Promise<SeenApplication> {
  return forPerson({ db, actor }, async (tx) => {
    await takeParts(tx, now)
    const row = await tx.application.findUnique({ where: { reference }, include: INCLUDE })
    if (!row) throw new AppError('not_found', 'application')
    const { fields, document, parties, signatures, files, ...rest } = row
    const refused = await refusedParties(tx, row.id)
    return {
      ...withWords<typeof rest, ApplicationWords>(rest),
      fields: parseStoredFields(fields),
      document: document === null ? null : parseDocument(document),
      parties: parties.map((party) => ({ ...withWords<typeof party, PartyWords>(party), isRefused: refused.has(party.id) })),
      signatures: signatures.map((one) => withWords<typeof one, Pick<JoiningSignature, 'asWhat' | 'way'>>(one)),
      files: files.map((file) => withWords<typeof file, Pick<JoiningFile, 'kind'>>(file)),
      mine: partsOf(row, actor.personId),
    }
  })
}

/** An application in a list. */
export type ListedApplication = {
  id: string
  reference: string
  kind: ApplicationKind
  state: ApplicationState
  /** As it has been written so far. */
  employerName: string
  changedAt: Date
  mine: ApplicationPart[]
}

/** The person's own applications and those they are named in, the latest first. */
export function listApplications({ db, actor, now }: ActorContext<PersonActor>): Promise<ListedApplication[]> {
  return forPerson({ db, actor }, async (tx) => {
    await takeParts(tx, now)
    // An operator sees others', too: those are not a person's own.
    const mine = { OR: [{ applicantId: actor.personId }, { parties: { some: { personId: actor.personId } } }] }
    const rows = await tx.application.findMany({
      where: mine,
      orderBy: { createdAt: 'desc' },
      take: 50,
      include: { parties: { select: { part: true, personId: true } } },
    })
    return rows.map((row) => {
      const { id, reference, changedAt } = row
      const { employerName = '' } = parseStoredFields(row.fields)
      const { kind, state } = withWords<typeof row, ApplicationWords>(row)
      const name = typeof employerName === 'string' ? employerName : ''
      return { id, reference, kind, state, employerName: name, changedAt, mine: partsOf(row, actor.personId) }
    })
  })
}

/** Gives the transaction's person the places that name them. */
export async function takeParts(tx: Pick<Tx, '$executeRaw'>, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT take_parts(${now})`
}

type Parts = { applicantId: string; parties: readonly { part: string; personId: string | null }[] }

function partsOf({ applicantId, parties }: Parts, personId: string): ApplicationPart[] {
  const named = parties.filter((party) => party.personId === personId)
  const isNamed = (part: PartyWords['part']) => named.some((party) => party.part === part)
  return [
    ...(applicantId === personId ? (['applicant'] as const) : []),
    ...(isNamed('signatory') ? (['signatory'] as const) : []),
    ...(isNamed('administrator') ? (['administrator'] as const) : []),
  ]
}

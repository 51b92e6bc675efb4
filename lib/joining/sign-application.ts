import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { personKey } from '#lib/access/person.ts'
import type { BrokerSignatureWay } from '#lib/access/verify-signature.ts'
import { forPerson, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ApplicationDocument, digestOf, parseDocument, shownText } from './signed-text.ts'

type SignApplicationInput = {
  applicationId: string
  /** What was signed: SHA-256 of the document, hex. */
  digest: string
  way: BrokerSignatureWay
  /** Of whom the broker's ID token is. */
  key: string
  /** The token, as keeper has sealed it. */
  sealed: string
  /** SHA-256 of what the broker signed of the token, hex: a token signs once. */
  tokenHash: string
  /** PERSON_KEY. */
  pepper: string
}

type LockedRow = { reference: string; kind: string; orgnr: string | null; document: unknown }

/**
 * In keeper, whose role alone may: keeps the person's signature, which the broker has made over `digest`, for each part they have, in
 * one transaction with its links in the audit trail. The first one of a signatory takes the employer's number; the last that is needed
 * hands the application in. Refuses as readSignable, and (`conflict`) when the application is another than was signed
 * (`application_changed`), the number is taken by another open application (`application_open`, never saying whose) or has joined
 * meanwhile (`already_joined`), or the token has been used (`signing_spent`).
 */
export function signApplication(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { applicationId, digest, way, key, sealed, tokenHash, pepper }: SignApplicationInput,
): Promise<{ isHandedIn: boolean }> {
  return forPerson({ db, actor }, async (tx) => {
    const row = await lockToSign(tx, applicationId)
    const document = parseDocument(row.document)
    // The text and the digest are worked out here: who asks may have shown another.
    const own = digestOf(document)
    if (own !== digest || !saysItsRow(document, row, pepper)) throw new AppError('conflict', 'application_changed')
    const [answer] = await tx.$queryRaw<{ became: string }[]>`
      SELECT sign_application(${applicationId}::uuid, ${way}, ${key}, ${own}, ${shownText(document)}, ${sealed}, ${tokenHash}) AS became`
    const became = answer?.became ?? ''
    if (became === 'not_found') throw new AppError('not_found', 'application')
    if (became !== 'signed' && became !== 'handed-in') throw new AppError('conflict', became)
    return { isHandedIn: became === 'handed-in' }
  })
}

async function lockToSign(tx: Tx, applicationId: string): Promise<LockedRow> {
  const [row] = await tx.$queryRaw<LockedRow[]>`SELECT reference, kind, orgnr, document FROM lock_to_sign(${applicationId}::uuid)`
  if (!row) throw new AppError('not_found', 'application')
  if (row.document === null) throw new AppError('conflict', 'application_state')
  return row
}

/** Whether the row's own columns, by which an approval makes an employer, are what the document says. */
function saysItsRow({ reference, content }: ApplicationDocument, row: LockedRow, pepper: string): boolean {
  const { number, key } = content.employer
  if (row.orgnr === null || reference !== row.reference || content.kind !== row.kind) return false
  return key === null ? `16${number.replaceAll(/\D/g, '')}` === row.orgnr : personKey(pepper, row.orgnr) === key
}

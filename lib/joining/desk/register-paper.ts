// A form on paper: one operator opens the application by what stands on it and enters whose signatures it bears; another confirms.
import { createHash } from 'node:crypto'
import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { requireFreshLogin, requireOperator } from '#lib/access/require-member.ts'
import { forPerson } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import { parseDocument, shownText } from '../signed-text.ts'
import { refuseDecision } from './refuse-decision.ts'

/** Bytes of the scanned form. */
export const MOST_PAPER_BYTES = LIMITS.applicationFileMegabytes * 1024 * 1024

/**
 * From now on operators see the application. Refuses (`not_found`, `paper`) where no application that waits for signatures has both the
 * reference and the digest's first signs; (`not_allowed`, `own_application`) a party; (`conflict`, `paper_blocked`) where the company
 * takes no paper.
 */
export async function openPaper(
  { db, actor, now }: ActorContext<PersonActor>,
  { code, ...input }: { reference: string; code: string },
): Promise<{ reference: string }> {
  await requireOperator({ db, actor })
  const reference = parseReference(input.reference)
  const typed = code.replaceAll(/\s/g, '').toLowerCase()
  if (!reference || typed.length < LIMITS.paperCodeCharacters || !/^[0-9a-f]{1,64}$/.test(typed))
    throw new AppError('not_found', 'paper')
  await forPerson({ db, actor }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT open_paper(${actor.sessionId}::uuid, ${reference}, ${typed}) AS became`
    if (row?.became === 'not_found') throw new AppError('not_found', 'paper')
    refuseDecision(row?.became)
  })
  return { reference }
}

type RegisterPaperInput = {
  applicationId: string
  digest: string
  /** Whose signatures it bears: parties, and whether the applicant's. */
  signers: readonly string[]
  hasApplicant: boolean
  name: string
  bytes: Uint8Array
}

/**
 * Enters the form. Refuses as decideApplication, and (`invalid`, `paper_signers`) one that nobody has signed; (`unsupported`, `paper`)
 * what is no PDF; (`too_large`, `paper`).
 */
export async function registerPaper(
  { db, actor, now }: ActorContext<PersonActor>,
  { applicationId, digest, signers, hasApplicant, name, bytes }: RegisterPaperInput,
): Promise<void> {
  await requireOperator({ db, actor })
  if (signers.length === 0 && !hasApplicant) throw new AppError('invalid', 'paper_signers')
  if (bytes.length > MOST_PAPER_BYTES) throw new AppError('too_large', 'paper')
  // ISO 32000: the header stands in the first bytes.
  if (!Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))) throw new AppError('unsupported', 'paper')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await forPerson({ db, actor }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT register_paper(${applicationId}::uuid, ${actor.sessionId}::uuid, ${digest}, ${[...signers]}::uuid[], ${hasApplicant},
        ${name}, ${Buffer.from(bytes)}, ${sha256}) AS became`
    refuseDecision(row?.became)
  })
}

type ConfirmPaperInput = { applicationId: string; digest: string; entryId: string }

/**
 * Another operator has compared the form with what was entered: those persons have signed. Refuses as decideApplication, and
 * (`conflict`, `same_operator`) who entered it. `submitted`: all who must have signed now.
 */
export async function confirmPaper(
  { db, actor, now }: ActorContext<PersonActor>,
  { applicationId, digest, entryId }: ConfirmPaperInput,
): Promise<'done' | 'submitted'> {
  await requireOperator({ db, actor })
  return forPerson({ db, actor }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const seen = await tx.application.findUnique({ where: { id: applicationId }, select: { document: true } })
    if (!seen?.document) throw new AppError('not_found', 'application')
    const shown = shownText(parseDocument(seen.document))
    const [row] = await tx.$queryRaw<{ became: 'done' | 'submitted' }[]>`
      SELECT confirm_paper(${applicationId}::uuid, ${actor.sessionId}::uuid, ${digest}, ${entryId}::uuid, ${shown}) AS became`
    return refuseDecision(row?.became)
  })
}

import { createHash } from 'node:crypto'
import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { appendAudit, forPerson, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { LIMITS } from '#lib/limits.ts'
import { openDraft, openOwnNumbers } from './open-draft.ts'
import { voidSignatures } from './void-signatures.ts'

/** Bytes of a file that shows who may sign. */
export const MOST_BASIS_BYTES = LIMITS.applicationFileMegabytes * 1024 * 1024

/** Files with an application. */
const MOST_FILES = 5

type AddBasisInput = { reference: string; name: string; bytes: Uint8Array<ArrayBuffer>; keeping: Keeping }

/**
 * Keeps a PDF that shows who may sign. Refuses as openDraft, (`too_large`, `basis`), (`unsupported`, `basis`) what does not begin as
 * a PDF does, and (`too_many`, `basis`) more files than there may be.
 */
export async function addBasis(
  { db, actor, now }: ActorContext<PersonActor>,
  { reference, name, bytes, keeping }: AddBasisInput,
): Promise<void> {
  if (bytes.length > MOST_BASIS_BYTES) throw new AppError('too_large', 'basis')
  // ISO 32000: the header stands in the first bytes.
  if (!Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))) throw new AppError('unsupported', 'basis')
  const opened = await openOwnNumbers({ db, actor }, { reference, keeping })
  return forPerson({ db, actor }, async (tx) => {
    const draft = await openDraft(tx, actor, reference)
    const where = { applicationId: draft.id, kind: 'basis' }
    if ((await tx.applicationFile.count({ where })) >= MOST_FILES) throw new AppError('too_many', 'basis')
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const known = await tx.applicationFile.count({ where: { ...where, sha256 } })
    if (known > 0) return
    const data = { ...where, name: plainName(name), bytes, sha256, addedBy: actor.personId, addedAt: now }
    await tx.applicationFile.create({ data, select: { id: true } })
    await changed(tx, { draft, actor, now, opened, action: 'application.basis-added' })
  })
}

type RemoveBasisInput = { reference: string; fileId: string; keeping: Keeping }

/** Removes such a file; does nothing where it is gone. Refuses as openDraft. */
export async function removeBasis(
  { db, actor, now }: ActorContext<PersonActor>,
  { reference, fileId, keeping }: RemoveBasisInput,
): Promise<void> {
  const opened = await openOwnNumbers({ db, actor }, { reference, keeping })
  return forPerson({ db, actor }, async (tx) => {
    const draft = await openDraft(tx, actor, reference)
    const { count } = await tx.applicationFile.deleteMany({ where: { id: fileId, applicationId: draft.id, kind: 'basis' } })
    if (count > 0) await changed(tx, { draft, actor, now, opened, action: 'application.basis-removed' })
  })
}

/** The file, to its applicant, who is named, and an operator. Refuses (`not_found`, `application`) others. */
export function readBasis(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { reference, fileId }: { reference: string; fileId: string },
): Promise<{ name: string; bytes: Uint8Array }> {
  return forPerson({ db, actor }, async (tx) => {
    const file = await tx.applicationFile.findFirst({
      where: { id: fileId, application: { reference } },
      select: { name: true, bytes: true },
    })
    if (!file) throw new AppError('not_found', 'application')
    return file
  })
}

type Change = Parameters<typeof voidSignatures>[1] & { action: string; now: Date }

async function changed(tx: Parameters<typeof voidSignatures>[0], { action, ...change }: Change): Promise<void> {
  const { draft, actor, now } = change
  await tx.application.update({ where: { id: draft.id }, data: { changedAt: now, version: { increment: 1 } } })
  const entry = { chain: PORTAL_CHAIN, actor: actorWord(actor), action, object: draft.id }
  await appendAudit(tx, { ...entry, detail: { reference: draft.reference } })
  await voidSignatures(tx, change)
}

/** The name that the file had on its computer, without its folders and signs that no name needs. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}"]/gu, '')
    .trim()
    .slice(0, 120)
  return plain === '' ? 'underlag.pdf' : plain
}

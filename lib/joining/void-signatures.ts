import { actorWord, type PersonActor } from '#lib/access/actor.ts'
import { appendAudit, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { type OpenDraft, readDraft } from './open-draft.ts'
import type { OpenedNumbers } from './opened-numbers.ts'
import { digestOf } from './signed-text.ts'

type VoidSignaturesInput = { draft: OpenDraft; actor: PersonActor; opened: OpenedNumbers }

/** When the application no longer says what was signed, no signature over it holds. */
export async function voidSignatures(tx: Tx, { draft, actor, opened }: VoidSignaturesInput): Promise<void> {
  if (draft.digest === null) return
  const { document } = await readDraft(tx, { personId: actor.personId, draft, opened })
  if (digestOf(document) === draft.digest) return
  await forgetAnswers(tx, draft.id)
  await tx.application.update({ where: { id: draft.id }, data: { document: Prisma.DbNull, digest: null } })
  const entry = { chain: PORTAL_CHAIN, actor: actorWord(actor), action: 'application.changed', object: draft.id }
  await appendAudit(tx, { ...entry, detail: { reference: draft.reference } })
}

/** Everybody is asked anew. */
export async function forgetAnswers(tx: Tx, applicationId: string): Promise<void> {
  await tx.$executeRaw`SELECT forget_answers(${applicationId}::uuid)`
}

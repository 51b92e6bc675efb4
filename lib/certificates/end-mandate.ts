import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator } from '#lib/access/require-administrator.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

type EndMandateInput = { employerId: string; mandateId: string }

/** Ends a mandate from the next call on. One that is ended stays so. Refuses (`not_found`, `mandate`) another company's. */
export async function endMandate(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, mandateId: id }: EndMandateInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer(db, employerId, async (tx) => {
    const mandate = await tx.mandate.findFirst({ where: { id, employerId } })
    if (!mandate) throw new AppError('not_found', 'mandate')
    const ended = { endedAt: now, endedBy: actor.personId }
    const { count } = await tx.mandate.updateMany({ where: { id, employerId, endedAt: null }, data: ended })
    if (count === 0) return
    const detail = { agent: mandate.agentOrgnr }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'mandate.ended', object: id, detail })
  })
}

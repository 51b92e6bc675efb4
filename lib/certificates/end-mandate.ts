import { requireAdministrator } from '#lib/access/require-administrator.ts'
import { appendAudit, type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

type Wish = { employerId: string; personId: string; mandateId: string }

/** Ends a mandate from the next call on. One that is ended stays so. Refuses (`not_found`, `mandate`) another company's. */
export async function endMandate({ db, now }: Context, wish: Wish): Promise<void> {
  const { employerId, personId, mandateId: id } = wish
  await requireAdministrator({ db }, wish)
  await forEmployer(db, employerId, async (tx) => {
    const mandate = await tx.mandate.findFirst({ where: { id, employerId } })
    if (!mandate) throw new AppError('not_found', 'mandate')
    const ended = { endedAt: now, endedBy: personId }
    const { count } = await tx.mandate.updateMany({ where: { id, employerId, endedAt: null }, data: ended })
    if (count === 0) return
    const detail = { agent: mandate.agentOrgnr }
    await appendAudit(tx, { chain: employerId, actor: `person:${personId}`, action: 'mandate.ended', object: id, detail })
  })
}

import { appendAudit, type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { requireMember } from './require-member.ts'

export type Choice = { sessionId: string; personId: string; employerId: string }

/** From now on this login acts for the employer. Refuses (`not_found`) one the person may not act for today. */
export async function chooseEmployer({ db, now }: Context, { sessionId, personId, employerId }: Choice): Promise<void> {
  const { role } = await requireMember({ db }, { personId, employerId })
  await forEmployer(db, employerId, async (tx) => {
    const session = await tx.loginSession.updateMany({ where: { id: sessionId, personId }, data: { employerId } })
    if (session.count === 0) throw new AppError('not_signed_in')
    await tx.member.updateMany({ where: { employerId, personId }, data: { usedAt: now } })
    await appendAudit(tx, {
      chain: employerId,
      actor: `person:${personId}`,
      action: 'session.acts-for',
      object: sessionId,
      detail: { role },
    })
  })
}

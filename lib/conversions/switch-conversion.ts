import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireActor } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

type SwitchConversionInput = { employerId: string; conversionId: string; to: 'on' | 'off' }

/**
 * Lets machines hand tables in by a version, instead of the one before, or by none any more. Refuses (`not_found`, `conversion`) what is
 * not the company's, and (`not_allowed`, `reader`) one who may only look. What is so already is left as it is.
 */
export function switchConversion(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, conversionId, to }: SwitchConversionInput,
): Promise<void> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    await requireActor(tx, { actor, employerId })
    await tx.$queryRaw`SELECT 1 AS one FROM pg_advisory_xact_lock(hashtextextended(${`conversions:${employerId}`}, 0))`
    const conversion = await tx.conversion.findFirst({ where: { id: conversionId, employerId } })
    if (!conversion) throw new AppError('not_found', 'conversion')
    const { service, version } = conversion
    if ((conversion.onSince !== null) === (to === 'on')) return
    await tx.conversion.updateMany({
      where: { employerId, service, onSince: { not: null } },
      data: { onSince: null, onBy: null },
    })
    if (to === 'on')
      await tx.conversion.updateMany({ where: { id: conversionId, employerId }, data: { onSince: now, onBy: actor.personId } })
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: to === 'on' ? 'conversion.switched-on' : 'conversion.switched-off',
      object: service,
      detail: { conversion: conversionId, version },
    })
  })
}

import { appendAudit, commitForEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { requireAdministrator, requireFreshLogin } from './require-member.ts'

/**
 * From now on the employer's files of an e-service that was in test go to FK. Refuses (`not_allowed`) another role or an old login;
 * (`conflict`, `not_in_test`) an e-service that is not in test, as when a colleague was first.
 */
export async function beginProduction(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, service }: { employerId: string; service: string },
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await commitForEmployer({ db, actor }, { employerId, writes: 'change' }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ began: boolean }[]>`
      SELECT begin_production(${employerId}::uuid, ${actor.sessionId}::uuid, ${service}) AS began`
    if (!row?.began) throw new AppError('conflict', 'not_in_test')
    const action = 'exchange.production'
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action, object: service })
  })
}

import { appendAudit, forEmployer, type Speaking } from '#lib/db.ts'
import { type ActorContext, actorWord, type PersonActor } from '../actor.ts'
import { requireAdministrator, requireFreshLogin } from '../require-member.ts'

/**
 * Says whether the company's people may log in without e-legitimation; switched off, logins by that way which act for it end. Refuses
 * (`not_allowed`) others than administrators, and a login that is not fresh.
 */
export async function switchPasswordLogin(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, isOn }: { employerId: string; isOn: boolean },
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    // Web is granted UPDATE on this column (see the migration `factors`).
    await tx.employer.updateMany({ where: { id: employerId }, data: { passwordLogin: isOn } })
    if (!isOn) await tx.$executeRaw`SELECT end_password_logins()`
    const entry = { actor: actorWord(actor), action: 'login.switched', object: employerId, detail: { isOn } }
    await appendAudit(tx, { chain: employerId, ...entry })
  })
}

/** Whether the company lets its people log in without e-legitimation. */
export async function readPasswordSwitch({ db, actor }: Speaking, employerId: string): Promise<boolean> {
  const row = await forEmployer({ db, actor }, employerId, (tx) => tx.employer.findUniqueOrThrow({ where: { id: employerId } }))
  return row.passwordLogin
}

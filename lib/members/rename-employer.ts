import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { readName } from './member-terms.ts'
import { tellAdministrators } from './tell-members.ts'

/**
 * The employer's new name, as an administrator says that it is registered. All administrators are told. Refuses (`not_allowed`) others
 * than administrators, and an old login; (`invalid`, `company_name`) what is no name.
 */
export async function renameEmployer(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, name: typed }: { employerId: string; name: string },
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const name = readName(typed, 'company_name')
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const { name: before } = await tx.employer.findUniqueOrThrow({ where: { id: employerId } })
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT rename_employer(${actor.sessionId}::uuid, ${employerId}::uuid, ${name}) AS became`
    if (row?.became === 'same') return
    if (row?.became !== 'done') throw new AppError('not_allowed', 'administrator')
    const detail = { from: before, to: name }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'employer.renamed', object: employerId, detail })
    const about = `name:${employerId}:${now.toISOString()}`
    await tellAdministrators(tx, { kind: 'company-renamed', employerId, about, path: '/foretaget', now })
  })
}

import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { appendAudit, forPerson } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { tellAdministrators } from './tell-members.ts'

/**
 * The person is no member of the employer any more, by their own will. The login goes on, for no company. Refuses (`not_found`,
 * `member`) who is none, as one of a bureau's people; (`conflict`, `last_administrator`) the employer's last administrator.
 */
export async function leaveEmployer({ db, actor, now }: ActorContext<PersonActor>, employerId: string): Promise<void> {
  await forPerson({ db, actor }, async (tx) => {
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT leave_employer(${actor.sessionId}::uuid, ${employerId}::uuid) AS became`
    if (row?.became === 'last') throw new AppError('conflict', 'last_administrator')
    if (row?.became !== 'done') throw new AppError('not_found', 'member')
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'member.left', object: actor.personId })
    const about = `left:${employerId}:${now.toISOString()}`
    await tellAdministrators(tx, { kind: 'member-left', employerId, about, path: '/foretaget/personer', now })
  })
}

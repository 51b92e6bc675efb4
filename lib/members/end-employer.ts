import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { parseOrgnr } from '#lib/identifiers.ts'
import { tellAdministrators } from './tell-members.ts'

/** `typed`: the employer's number, as the person wrote it. */
type EndEmployerInput = { employerId: string; typed: string }

/**
 * Ends the employer's connection to the portal, at once: nobody acts for it, no certificate, agent or webhook; invitations are taken
 * back. Files that are queued go on, and what Försäkringskassan sends is kept. Refuses (`not_allowed`) others than administrators, and
 * an old login; (`invalid`, `end_number`) another number than the employer's; (`not_found`, `employer`) one that has ended.
 */
export async function endEmployer(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, typed }: EndEmployerInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const { orgnr } = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { orgnr: true } })
    if (parseOrgnr(typed.trim()) !== orgnr) throw new AppError('invalid', 'end_number')
    const about = `ended:${employerId}:${now.toISOString()}`
    await tellAdministrators(tx, { kind: 'company-ended', employerId, about, path: '/', now })
    const [row] = await tx.$queryRaw<{ became: string }[]>`
      SELECT end_employer(${actor.sessionId}::uuid, ${employerId}::uuid) AS became`
    if (row?.became === 'administrator') throw new AppError('not_allowed', 'administrator')
    if (row?.became !== 'done') throw new AppError('not_found', 'employer')
    for (const chain of [employerId, PORTAL_CHAIN])
      await appendAudit(tx, { chain, actor: actorWord(actor), action: 'employer.ended', object: employerId })
  })
}

import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator } from '#lib/access/require-member.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { appendAudit, forEmployer, type SpeakerContext } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { CONFIRM_REMINDER_DAYS, LIMITS } from '#lib/limits.ts'

/** `personIds` undefined: everybody's. */
type ConfirmMembersInput = { employerId: string; personIds: string[] | undefined }

/**
 * Says that members' rights are still right, for LIMITS.confirmMonths. Refuses (`not_allowed`) others than administrators;
 * (`not_found`, `member`) somebody who is no member.
 */
export async function confirmMembers(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { employerId, personIds }: ConfirmMembersInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const wanted = personIds && [...new Set(personIds)]
  await forEmployer({ db, actor }, employerId, async (tx) => {
    const [row] = await tx.$queryRaw<{ confirmed: string[] | null }[]>`
      SELECT confirm_members(${actor.sessionId}::uuid, ${employerId}::uuid, ${wanted ?? null}::uuid[]) AS confirmed`
    if (!row?.confirmed) throw new AppError('not_allowed', 'administrator')
    if (wanted && row.confirmed.length < wanted.length) throw new AppError('not_found', 'member')
    for (const object of row.confirmed)
      await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'member.confirmed', object })
  })
}

/** By when the employer's rights must be confirmed, if that is so soon that administrators are reminded; else null. */
export async function rightsDue({ db, actor, now }: SpeakerContext, employerId: string): Promise<Date | null> {
  const [row] = await forEmployer(
    { db, actor },
    employerId,
    (tx) => tx.$queryRaw<{ due: Date | null }[]>`SELECT rights_due(${employerId}::uuid, ${LIMITS.confirmMonths}::int) AS due`,
  )
  const due = row?.due ?? null
  return due && due.getTime() - now.getTime() <= Math.max(...CONFIRM_REMINDER_DAYS) * DAY_MS ? due : null
}

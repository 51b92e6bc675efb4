import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'

/** `clientIds`: employers that have given the bureau a mandate. */
type AssignPeopleInput = { employerId: string; clientIds: string[]; personIds: string[] }

/**
 * Lets each of a bureau's people act for each of the clients, as long as the client's mandate holds and the person stays with the
 * bureau. What is so already stays. Refuses (`not_allowed`) others than administrators; (`invalid`) when nobody (`assign_nobody`)
 * or no client (`assign_nowhere`) is chosen, or too many pairs (`assign_many`); (`not_found`, `assignment`) a person who is not the
 * bureau's or may only look, and a client without a mandate.
 */
export async function assignPeople(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, clientIds, personIds }: AssignPeopleInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const [clients, persons] = [[...new Set(clientIds)], [...new Set(personIds)]]
  if (persons.length === 0) throw new AppError('invalid', 'assign_nobody')
  if (clients.length === 0) throw new AppError('invalid', 'assign_nowhere')
  if (clients.length * persons.length > LIMITS.assignmentsAtOnce) throw new AppError('invalid', 'assign_many')
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ added: number | null }[]>`
      SELECT assign_people(${actor.sessionId}::uuid, ${employerId}::uuid, ${clients}::uuid[], ${persons}::uuid[]) AS added`
    if (typeof row?.added !== 'number') throw new AppError('not_found', 'assignment')
  })
}

type EndAssignmentsInput = { employerId: string; assignmentIds: string[] }

/**
 * Ends assignments at once, for the bureau or for the client that they are for; does nothing to those that have ended. Refuses
 * (`not_allowed`) others than administrators; (`invalid`, `assign_none`) when none is chosen; (`not_found`, `assignment`) others'.
 */
export async function endAssignments(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, assignmentIds }: EndAssignmentsInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  const ids = [...new Set(assignmentIds)]
  if (ids.length === 0) throw new AppError('invalid', 'assign_none')
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ ended: number | null }[]>`
      SELECT end_assignments(${actor.sessionId}::uuid, ${employerId}::uuid, ${ids}::uuid[]) AS ended`
    if (typeof row?.ended !== 'number') throw new AppError('not_found', 'assignment')
  })
}

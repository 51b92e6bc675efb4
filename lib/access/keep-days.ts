// Retention: for how long what a company handed in is kept after its end. lib/submissions/purge-submissions.ts removes it.
import { formatDay, stockholmDay } from '#lib/calendar.ts'
import { appendAudit, forEmployer, type Speaking } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type ActorContext, actorWord, type PersonActor } from './actor.ts'
import { requireAdministrator, requireFreshLogin } from './require-member.ts'

type SetKeepDaysInput = {
  employerId: string
  /** Null: as long as the operator says. */
  days: number | null
  /** The operator's days, which a company may only shorten. */
  operatorsDays: number
}

/**
 * Sets the company's own days. Refuses (`not_allowed`) others than administrators, and (`invalid`, `keep_days`) what is no whole
 * number of days, or more than the operator's.
 */
export async function setKeepDays(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, days, operatorsDays }: SetKeepDaysInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= operatorsDays)) throw new AppError('invalid', 'keep_days')
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    // Web is granted UPDATE on this column (see the migration `keep_days`).
    await tx.employer.updateMany({ where: { id: employerId }, data: { submissionKeepDays: days } })
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'retention.days',
      object: employerId,
      detail: { days },
    })
  })
}

/** The company's own days; null when it has chosen none. */
export async function readKeepDays({ db, actor }: Speaking, employerId: string): Promise<number | null> {
  const { submissionKeepDays } = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.employer.findUniqueOrThrow({ where: { id: employerId } }),
  )
  return submissionKeepDays
}

/** How many days after its end what an employer handed in is kept. */
export function keepDaysOf(ownDays: number | null, operatorsDays: number): number {
  return Math.min(operatorsDays, ownDays ?? operatorsDays)
}

/** The Swedish day, as 2026-11-30, on which the content of what ended then is removed. */
export function purgeDay(endedAt: Date, days: number): string {
  return formatDay(stockholmDay(endedAt) + days)
}

import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { Prisma } from '#prisma/generated/client.ts'

/** `failed`: every call of the last LIMITS.webhookReplayHours that has been tried and was not taken. */
type ReplayCallsInput = { employerId: string; which: { callId: string } | 'failed' }

/**
 * Calls are made once more, with the same id: one, whatever became of it, or all that failed lately. Their webhooks do not rest
 * before. Refuses (`not_allowed`) others than administrators, and (`not_found`, `webhook_call`) one that is another company's, that is
 * being made just now, or whose webhook is removed. Returns how many.
 */
export async function replayCalls(
  { db, actor }: ActorContext<PersonActor>,
  { employerId, which }: ReplayCallsInput,
): Promise<number> {
  await requireAdministrator({ db, actor }, employerId)
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const sought =
      which === 'failed'
        ? Prisma.sql`c.attempts > 0 AND c.taken_at IS NULL AND coalesce(c.given_up_at, c.tried_at) > now() - make_interval(hours => ${LIMITS.webhookReplayHours}::int)`
        : Prisma.sql`c.id = ${which.callId}::uuid`
    // Before the calls, as whoever removes one or records a call of it.
    await tx.$queryRaw`SELECT FROM webhook WHERE employer_id = ${employerId}::uuid ORDER BY id FOR NO KEY UPDATE`
    const rows = await tx.$queryRaw<{ webhookId: string }[]>`
      UPDATE webhook_call c SET due_since = clock_timestamp(), next_attempt_at = clock_timestamp(), taken_at = NULL, given_up_at = NULL
      FROM webhook w WHERE w.id = c.webhook_id AND w.removed_at IS NULL AND c.employer_id = ${employerId}::uuid
        AND (c.lease_until IS NULL OR c.lease_until <= now()) AND ${sought} RETURNING c.webhook_id AS "webhookId"`
    if (rows.length === 0 && which !== 'failed') throw new AppError('not_found', 'webhook_call')
    const webhookIds = [...new Set(rows.map(({ webhookId }) => webhookId))]
    await tx.webhook.updateMany({ where: { id: { in: webhookIds }, employerId }, data: { restsUntil: null } })
    const object = which === 'failed' ? employerId : which.callId
    const detail = { count: rows.length }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'webhook.replayed', object, detail })
    return rows.length
  })
}

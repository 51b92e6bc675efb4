import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { requireFreshLogin, requireOperator } from '#lib/access/require-member.ts'
import { forPerson } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { refuseDecision } from './refuse-decision.ts'

/** An application as the operator saw it: one that has changed since is not decided about. */
export type DecidedVersion = { applicationId: string; version: number; digest: string }
type DecideApplicationInput = DecidedVersion & {
  /** `review`: I am at it; `return`: it is to be completed; `decline`: an end. */
  decision: 'review' | 'return' | 'decline'
  /** With `return` and `decline`: for the parties, on its page, in no mail. */
  reason?: string | undefined
}

/**
 * Any decision but an approval. Refuses (`not_found`) who is no operator; (`not_allowed`) an old login or an operator who has a part in
 * it (`own_application`); (`invalid`, `decision_reason`) one without a reason; (`conflict`) an application that is decided already
 * (`application_decided`) or has changed since it was seen (`application_moved`).
 */
export async function decideApplication(
  { db, actor, now }: ActorContext<PersonActor>,
  { applicationId, version, digest, decision, ...input }: DecideApplicationInput,
): Promise<void> {
  await requireOperator({ db, actor })
  const reason = decision === 'review' ? null : readReason(input.reason)
  await forPerson({ db, actor }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const [row] = await tx.$queryRaw<{ became: 'done' }[]>`
      SELECT decide_application(${applicationId}::uuid, ${actor.sessionId}::uuid, ${version}::int, ${digest}, ${decision}, ${reason}::text) AS became`
    refuseDecision(row?.became)
  })
}

function readReason(typed = ''): string {
  const reason = typed.replaceAll('\0', '\ufffd').normalize('NFC').replaceAll('\r\n', '\n').trim()
  if (reason === '') throw new AppError('invalid', 'decision_reason')
  if (reason.length > LIMITS.decisionReasonCharacters) throw new AppError('invalid', 'decision_reason_long')
  return reason
}

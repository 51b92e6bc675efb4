import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireFreshLogin, requireMember } from '#lib/access/require-member.ts'
import { appendAudit, type Context, commitForEmployer, PORTAL_CHAIN, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import { SUPPORT_NAME } from '#lib/text/settle.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { type LockedSubmission, lockSubmission } from './lock-submission.ts'
import { maySettle, type ToldHow } from './state.ts'

/** What FK said of a submission, when and how. */
export type Settlement = {
  as: 'has' | 'has-not'
  /** Only with `has`. Where it is disputed which submission has an id, that stays open for the others without one. */
  kvittensId: string | null
  toldAt: Date
  how: ToldHow
}
type SettleSubmissionInput = { reference: string; settlement: Settlement }
/** Who was told: as the audit trail writes them, and as people are shown. */
type SettledBy = { word: string; name: string }

const MINUTE_MS = 60_000

/**
 * Enters what FK said of a submission whose fate is unknown or whose kvittensID is disputed, once: the same again changes nothing.
 * Afterwards FK has it (an end, or its verdict is polled), or it is held as not arrived. Refuses (`not_allowed`, `fresh_login`) an
 * old login; (`invalid`) an impossible time or id; (`conflict`) what is certain (`not_unknown`), is being sent (`being_sent`), or
 * an id that another submission has (`kvittens_id_taken`). Attempts and receipts stay as they are.
 */
export async function settleSubmission(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, ...input }: SettleSubmissionInput & { employerId: string },
): Promise<Submission> {
  await requireMember({ db }, { personId: actor.personId, employerId })
  return commitForEmployer(db, { employerId, writes: 'change' }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    return await settle(tx, { ...input, employerId, by: { word: actorWord(actor), name: await nameOf(tx, actor) } })
  })
}

/** As settleSubmission, of any employer, for a support person only. Stands in the employer's and in the portal's audit trail. */
export async function settleForSupport(
  { db, actor, now }: ActorContext<PersonActor>,
  input: SettleSubmissionInput,
): Promise<Submission> {
  const reference = parseReference(input.reference)
  if (!reference) throw new AppError('not_found', 'submission')
  const employerId = await db.prisma.$transaction(async (tx) => {
    await requireFreshLogin(tx, actor, now)
    // Refuses who is not support, and writes the look-up into both audit trails.
    const [hit] = await tx.$queryRaw<{ id: string }[]>`
      SELECT employer_id AS id FROM support_find(${actor.personId}::uuid, ${reference})`
    return hit?.id
  })
  if (!employerId) throw new AppError('not_found', 'submission')
  return commitForEmployer(db, { employerId, writes: 'change' }, async (tx) => {
    const settled = await settle(tx, { ...input, reference, employerId, by: { word: actorWord(actor), name: SUPPORT_NAME } })
    await appendAudit(tx, { ...entryOf(settled, actorWord(actor)), chain: PORTAL_CHAIN })
    return settled
  })
}

/** As settleSubmission, of any employer, for the operator's admin program. `actor`: as the audit trail writes it; `name`: who was told. */
export async function settleForOperator(
  { db }: Pick<Context, 'db'>,
  { actor, name, ...input }: SettleSubmissionInput & { actor: string; name: string },
): Promise<Submission> {
  const [row] = await db.prisma.$queryRaw<{ id: string }[]>`
    SELECT employer_id AS id FROM submission WHERE reference = ${input.reference}`
  if (!row) throw new AppError('not_found', 'submission')
  return commitForEmployer(db, { employerId: row.id, writes: 'change' }, (tx) =>
    settle(tx, { ...input, employerId: row.id, by: { word: actor, name } }),
  )
}

type SettleInput = SettleSubmissionInput & { employerId: string; by: SettledBy }

async function settle(tx: Tx, { employerId, reference, by, ...input }: SettleInput): Promise<Submission> {
  await tx.$executeRaw`SELECT lock_dispute(${employerId}::uuid, ${reference})`
  const locked = await lockSubmission(tx, { employerId, reference })
  const { submission } = locked
  const settlement = { ...input.settlement, kvittensId: readKvittensId(input.settlement) }
  if (isSame(submission, settlement) && !maySettle(locked.state)) return submission
  requireUnknown(locked)
  requireTold(locked, settlement)
  if (settlement.as === 'has-not') await requireToldSince(tx, locked, settlement)
  const { as, kvittensId, toldAt, how } = settlement
  const [row] = await tx.$queryRaw<{ became: 'done' | 'taken' | 'other' }[]>`
    SELECT settle_submission(${submission.id}::uuid, ${as}, ${kvittensId}::text, ${toldAt}::timestamptz, ${how}, ${by.word}, ${by.name}) AS became`
  if (row?.became === 'taken') throw new AppError('conflict', 'kvittens_id_taken')
  if (row?.became !== 'done') throw new AppError('conflict')
  const settled = await tx.submission.findFirstOrThrow({ where: { id: submission.id, employerId } })
  await appendAudit(tx, entryOf(settled, by.word))
  return settled
}

function requireUnknown({ state }: LockedSubmission): void {
  if (maySettle(state)) return
  throw new AppError('conflict', state.kind === 'sending' || state.kind === 'unknown' ? 'being_sent' : 'not_unknown')
}

/** By the database's clock, to the minute that people write. */
function requireTold({ submission, clock }: LockedSubmission, { toldAt }: Settlement): void {
  if (toldAt > clock) throw new AppError('invalid', 'told_later')
  if (toldAt.getTime() <= submission.submittedAt.getTime() - MINUTE_MS) throw new AppError('invalid', 'told_before')
}

/** That it had not arrived says nothing of what has been sent since. */
async function requireToldSince(
  tx: Tx,
  { submission: { id, employerId } }: LockedSubmission,
  { toldAt }: Settlement,
): Promise<void> {
  const sentSince = { submissionId: id, employerId, openedAt: { gte: new Date(toldAt.getTime() + MINUTE_MS) } }
  if ((await tx.attempt.count({ where: sentSince })) > 0) throw new AppError('invalid', 'told_before_sent')
}

/** Refuses (`invalid`, `kvittens_id`) one that is too long, not printable, or of a file that FK has not. */
function readKvittensId({ as, kvittensId }: Settlement): string | null {
  const id = kvittensId?.trim() ?? ''
  if (id === '') return null
  if (as !== 'has' || id.length > LIMITS.kvittensIdCharacters || !/^[\x21-\x7e\u00a1-\uffff]+$/.test(id))
    throw new AppError('invalid', 'kvittens_id')
  return id
}

function isSame(submission: Submission, { as, kvittensId, toldAt, how }: Settlement): boolean {
  const { settledAs, settledToldAt, settledHow } = submission
  return (
    settledAs === as &&
    settledToldAt?.getTime() === toldAt.getTime() &&
    settledHow === how &&
    submission.kvittensId === kvittensId
  )
}

async function nameOf(tx: Tx, { personId }: PersonActor): Promise<string> {
  return (await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } })).name
}

function entryOf({ id, employerId, reference, settledAs, settledHow, settledToldAt, kvittensId }: Submission, actor: string) {
  const detail = { reference, as: settledAs, how: settledHow, toldAt: settledToldAt?.toISOString() ?? null, kvittensId }
  return { chain: employerId, actor, action: 'submission.settled', object: id, detail }
}

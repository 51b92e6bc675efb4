import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireActor, requireFreshLogin } from '#lib/access/require-member.ts'
import {
  type AuditEntry,
  appendAudit,
  type Context,
  commitForEmployer,
  commitInTurn,
  forPerson,
  PORTAL_CHAIN,
  type Tx,
} from '#lib/db.ts'
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
 * an id that another submission has (`kvittens_id_taken`): that try stands in the audit trail, since who asks so may learn whose ids
 * there are. Attempts and receipts stay as they are.
 */
export async function settleSubmission(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, ...input }: SettleSubmissionInput & { employerId: string },
): Promise<Submission> {
  const tried = await commitForEmployer({ db, actor }, { employerId, writes: 'change' }, async (tx) => {
    await requireActor(tx, { actor, employerId })
    await requireFreshLogin(tx, actor, now)
    return await settle(tx, { ...input, employerId, by: { word: actorWord(actor), name: await nameOf(tx, actor) } })
  })
  return settledOf(tried)
}

/** As settleSubmission, of any employer, for a support person only. Stands in the employer's and in the portal's audit trail. */
export async function settleForSupport(
  { db, actor, now }: ActorContext<PersonActor>,
  input: SettleSubmissionInput,
): Promise<Submission> {
  const reference = parseReference(input.reference)
  if (!reference) throw new AppError('not_found', 'submission')
  const employerId = await forPerson({ db, actor }, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    // Refuses who is not support, and writes the look-up into both audit trails.
    const [hit] = await tx.$queryRaw<{ id: string }[]>`
      SELECT employer_id AS id FROM support_find(${reference})`
    return hit?.id
  })
  if (!employerId) throw new AppError('not_found', 'submission')
  const tried = await commitForEmployer({ db, actor }, { employerId, writes: 'change' }, async (tx) => {
    const by = { word: actorWord(actor), name: SUPPORT_NAME }
    const settled = await settle(tx, { ...input, reference, employerId, by })
    await appendAudit(tx, { ...settled.entry, chain: PORTAL_CHAIN })
    return settled
  })
  return settledOf(tried)
}

/** As settleSubmission, of any employer, for the operator's admin program. `actor`: as the audit trail writes it; `name`: who was told. */
export async function settleForOperator(
  { db }: Pick<Context, 'db'>,
  { actor, name, ...input }: SettleSubmissionInput & { actor: string; name: string },
): Promise<Submission> {
  const [row] = await db.prisma.$queryRaw<{ id: string }[]>`
    SELECT employer_id AS id FROM submission WHERE reference = ${input.reference}`
  if (!row) throw new AppError('not_found', 'submission')
  const by = { word: actor, name }
  const work = (tx: Tx) => settle(tx, { ...input, employerId: row.id, by })
  return settledOf(await commitInTurn(db, { employerId: row.id, writes: 'change' }, work))
}

type SettleInput = SettleSubmissionInput & { employerId: string; by: SettledBy }

/** `submission` is null where another has the id: nothing is changed, and `entry` is committed all the same. */
type SettleTry = { submission: Submission | null; entry: AuditEntry }

function settledOf({ submission }: SettleTry): Submission {
  if (!submission) throw new AppError('conflict', 'kvittens_id_taken')
  return submission
}

async function settle(tx: Tx, { employerId, reference, by, ...input }: SettleInput): Promise<SettleTry> {
  await tx.$executeRaw`SELECT lock_dispute(${employerId}::uuid, ${reference})`
  const locked = await lockSubmission(tx, { employerId, reference })
  const { submission } = locked
  const settlement = { ...input.settlement, kvittensId: readKvittensId(input.settlement) }
  if (isSame(submission, settlement) && !maySettle(locked.state)) return { submission, entry: settledEntry(submission, by.word) }
  requireUnknown(locked)
  requireTold(locked, settlement)
  if (settlement.as === 'has-not') await requireToldSince(tx, locked, settlement)
  const { as, kvittensId, toldAt, how } = settlement
  const [row] = await tx.$queryRaw<{ became: 'done' | 'taken' | 'other' }[]>`
    SELECT settle_submission(${submission.id}::uuid, ${as}, ${kvittensId}::text, ${toldAt}::timestamptz, ${how}, ${by.word}, ${by.name}) AS became`
  if (row?.became !== 'done' && row?.became !== 'taken') throw new AppError('conflict')
  const settled =
    row.became === 'done' ? await tx.submission.findFirstOrThrow({ where: { id: submission.id, employerId } }) : null
  const entry = settled ? settledEntry(settled, by.word) : takenEntry(submission, { kvittensId, actor: by.word })
  await appendAudit(tx, entry)
  return { submission: settled, entry }
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

function settledEntry(settled: Submission, actor: string): AuditEntry {
  const { id, employerId, reference, settledAs, settledHow, settledToldAt, kvittensId } = settled
  const detail = { reference, as: settledAs, how: settledHow, toldAt: settledToldAt?.toISOString() ?? null, kvittensId }
  return { chain: employerId, actor, action: 'submission.settled', object: id, detail }
}

type TakenId = { kvittensId: string | null; actor: string }

function takenEntry({ id, employerId, reference }: Submission, { kvittensId, actor }: TakenId): AuditEntry {
  return { chain: employerId, actor, action: 'submission.settle-refused', object: id, detail: { reference, kvittensId } }
}

import { DAY_MS } from '#lib/calendar.ts'
import type { Context, Tx } from '#lib/db.ts'
import { hasEnd, type NoticeStage, type OperatorKind, type OperatorParams } from '#lib/text/operator-notices.ts'
import { queueNotices } from './add-notices.ts'

/**
 * Something that an operator should know. `subject` tells it from others of its kind (a relay, a day). `newest`: when something
 * was last added to it, for which it is told of again.
 */
export type OperatorCondition = {
  [K in OperatorKind]: { kind: K; subject: string; since: Date; newest?: Date; params: OperatorParams[K] }
}[OperatorKind]

/** What an operator was told last. */
type ToldCondition = {
  kind: OperatorKind
  subject: string
  since: Date
  stage: NoticeStage
  toldAt: Date
  params: OperatorCondition['params']
}

type TellOperatorInput = {
  recipients: readonly string[]
  /** All that hold now. */
  conditions: readonly OperatorCondition[]
  /** Of one that was told of and does not hold: whether it is over, or cannot be seen just now. */
  isOver: (told: Pick<ToldCondition, 'kind' | 'subject' | 'since'>) => boolean
}

/** Two mails about the same thing are so far apart, but for the one that says that it is over. */
const APART_MS = 60 * 60_000
const REMIND_MS = DAY_MS
/** Many may begin at once, and another relay may be writing. */
const PATIENT = { maxWait: 10_000, timeout: 60_000 }
/** While mails do not go out there is no mail about it: the one that says that it is over says it all. */
const NO_MAIL_BEFORE_END: readonly OperatorKind[] = ['mail']

/**
 * Queues the operator's mails: when a condition begins, once a day while it lasts, and when it is over. What has been told
 * stands in the mails' own rows, so that several relays and a restart repeat nothing. Returns what was queued now.
 */
export async function tellOperator(
  { db }: Pick<Context, 'db'>,
  { recipients, conditions, isOver }: TellOperatorInput,
): Promise<{ kind: OperatorKind; stage: NoticeStage }[]> {
  if (recipients.length === 0) return []
  return db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('operator-notices', 0))`
    const [clock] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
    const now = clock?.now ?? new Date()
    const told = await readTold(tx)
    const isSame = (one: Pick<ToldCondition, 'kind' | 'subject'>) => (other: Pick<ToldCondition, 'kind' | 'subject'>) =>
      one.kind === other.kind && one.subject === other.subject
    const next = conditions.flatMap((condition) => nextOf(condition, told.find(isSame(condition)), now))
    const ended = told.filter(
      (one) =>
        (one.stage === 'begins' || one.stage === 'lasts') && !conditions.some(isSame(one)) && hasEnd(one.kind) && isOver(one),
    )
    const mails = [...next, ...ended.map((one) => ({ ...one, stage: 'over' as const }))]
    for (const mail of mails) await queue(tx, mail, recipients, now)
    return mails.map(({ kind, stage }) => ({ kind, stage }))
  }, PATIENT)
}

type NextMail = Pick<ToldCondition, 'kind' | 'subject' | 'since' | 'stage' | 'params'>

function nextOf(condition: OperatorCondition, last: ToldCondition | undefined, now: Date): NextMail[] {
  const { newest } = condition
  const rested = last ? now.getTime() - last.toldAt.getTime() : Number.POSITIVE_INFINITY
  const isNews = newest !== undefined && last !== undefined && newest > last.toldAt && rested >= APART_MS
  if (!hasEnd(condition.kind)) return last && !isNews ? [] : [{ ...condition, stage: 'once' }]
  if (!last || last.stage === 'over') return rested >= APART_MS ? [{ ...condition, stage: 'begins' }] : []
  return isNews || rested >= REMIND_MS ? [{ ...condition, since: last.since, stage: 'lasts' }] : []
}

/** What was told last of each thing. */
async function readTold(tx: Pick<Tx, '$queryRaw'>): Promise<ToldCondition[]> {
  return await tx.$queryRaw<ToldCondition[]>`
    SELECT DISTINCT ON (kind, params ->> 'subject') substr(kind, length('operator-') + 1) AS kind, params ->> 'subject' AS subject,
      (params ->> 'since')::timestamptz AS since, params ->> 'stage' AS stage, due_at AS "toldAt", params
    FROM notice WHERE employer_id IS NULL AND kind LIKE 'operator-%'
    ORDER BY kind, params ->> 'subject', due_at DESC`
}

async function queue(tx: Tx, mail: NextMail, recipients: readonly string[], now: Date): Promise<void> {
  const { kind, subject, since, stage, params } = mail
  const isSilent = stage !== 'over' && NO_MAIL_BEFORE_END.includes(kind)
  const about = `${subject}@${since.toISOString()}:${stage}${stage === 'lasts' || stage === 'once' ? `:${now.toISOString()}` : ''}`
  const notice = {
    employerId: null,
    kind: `operator-${kind}`,
    about,
    params: { ...params, subject, since: since.toISOString(), until: now.toISOString(), stage },
    dueAt: isSilent ? new Date(now.getTime() - 1) : now,
    // By then the next reminder says it.
    voidAt: isSilent ? now : new Date(now.getTime() + REMIND_MS * (stage === 'over' || stage === 'once' ? 7 : 1)),
  }
  await queueNotices(tx, notice, recipients)
}

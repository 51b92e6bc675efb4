import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator } from '#lib/access/require-member.ts'
import { forEmployer, type Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { LogActor } from '#lib/text/log-sentence.ts'
import { type LogNames, readLogNames, readOwnPeople } from './log-names.ts'

/** First words of actions, by what a person chooses to see. */
export const LOG_KINDS = {
  files: ['submission', 'attempt', 'verdict', 'delivery'],
  people: ['member', 'invitation', 'assignment', 'employer', 'administrators', 'paper', 'session', 'login', 'person'],
  certificates: ['certificate', 'mandate'],
  settings: ['retention', 'notices', 'webhook', 'exchange', 'conversion'],
  support: ['support'],
} as const
export type LogKind = keyof typeof LOG_KINDS

export type LogFilter = {
  /** A person's id; those who are nobody's of the company (`staff`), certificates (`machines`), or the portal itself (`portal`). */
  who?: { person: string } | 'staff' | 'machines' | 'portal' | undefined
  kind?: LogKind | undefined
  from?: Date | undefined
  /** The first instant after. */
  until?: Date | undefined
}
export type LogEntry = {
  seq: number
  at: Date
  action: string
  /** `staff`: support; `operator`: who runs the portal. */
  by: LogActor
  /** What it was done to, by its name; '' where it has none or it is the company itself. */
  about: string
  /** The reference of the submission that it was done to. */
  reference: string | undefined
  detail: Record<string, string>
}
export type CompanyLog = { entries: LogEntry[]; next: string | undefined }

type ReadLogInput = { employerId: string; filter: LogFilter; after?: string | undefined; most: number }

/**
 * The employer's events, the latest first, `most` at a time. Refuses (`not_allowed`, `administrator`) others than its
 * administrators; (`invalid`, `cursor`) a cursor that no page gave out.
 */
export async function readLog(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { employerId, filter, after, most }: ReadLogInput,
): Promise<CompanyLog> {
  await requireAdministrator({ db, actor }, employerId)
  if (after !== undefined && !/^\d{1,15}$/.test(after)) throw new AppError('invalid', 'cursor')
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const rows = await readRows(tx, employerId, { filter, before: after === undefined ? null : Number(after), limit: most + 1 })
    const shown = rows.slice(0, most)
    const names = await readLogNames(tx, employerId, shown)
    return {
      entries: shown.map((row) => entryOf(row, names)),
      next: rows.length > most ? String(shown.at(-1)?.seq) : undefined,
    }
  })
}

export type LogRow = { seq: bigint; at: Date; actor: string; action: string; object: string; detail: unknown }

function readRows(
  tx: Tx,
  chain: string,
  { filter, before, limit }: { filter: LogFilter; before: number | null; limit: number },
): Promise<LogRow[]> {
  const { who, kind, from, until } = filter
  const person = typeof who === 'object' ? `person:${who.person}` : null
  const group = typeof who === 'string' ? who : null
  const topics = kind ? [...LOG_KINDS[kind]] : null
  return tx.$queryRaw<LogRow[]>`
    SELECT seq, at, actor, action, object, detail FROM audit
    WHERE chain = ${chain}::uuid
      AND (${before}::bigint IS NULL OR seq < ${before}::bigint)
      AND (${from ?? null}::timestamptz IS NULL OR at >= ${from ?? null}::timestamptz)
      AND (${until ?? null}::timestamptz IS NULL OR at < ${until ?? null}::timestamptz)
      AND (${topics}::text[] IS NULL OR split_part(action, '.', 1) = ANY (${topics}::text[]))
      AND CASE
        WHEN ${person}::text IS NOT NULL THEN actor = ${person}
        WHEN ${group}::text = 'portal' THEN actor = 'system' OR actor LIKE 'relay:%'
        WHEN ${group}::text = 'machines' THEN actor LIKE 'certificate:%'
        WHEN ${group}::text = 'staff' THEN action LIKE 'support.%' OR actor LIKE 'admin:%' OR (actor LIKE 'person:%'
          AND NOT EXISTS (SELECT FROM member m WHERE m.employer_id = ${chain}::uuid AND actor = 'person:' || m.person_id)
          AND NOT EXISTS (SELECT FROM assignment a WHERE a.client_id = ${chain}::uuid AND actor = 'person:' || a.person_id))
        ELSE actor <> 'system' AND actor NOT LIKE 'relay:%'
      END
    ORDER BY seq DESC LIMIT ${limit}`
}

function entryOf({ seq, at, actor, action, object, detail }: LogRow, names: LogNames): LogEntry {
  const submission = names.submissions.get(object)
  return {
    ...{ seq: Number(seq), at, action },
    by: actorOfRow(actor, action, names),
    about: submission ? `${submission.reference} ${submission.fileName ?? ''}`.trim() : (names.objects.get(object) ?? ''),
    reference: submission?.reference,
    detail: scalars(detail),
  }
}

function actorOfRow(actor: string, action: string, { people, certificates, staff }: LogNames): LogActor {
  const [kind, id = ''] = actor.split(/:(.*)/s)
  if (kind === 'admin') return { kind: 'operator' }
  if (kind === 'certificate') {
    const name = certificates.get(id)
    return name === undefined ? { kind: 'agent' } : { kind: 'certificate', name }
  }
  if (kind !== 'person') return { kind: 'portal' }
  // Who looks for support does not do so for the company, even who is one of its people too.
  if (action.startsWith('support.')) return { kind: 'staff' }
  const name = people.get(id)
  if (name !== undefined) return { kind: 'person', name }
  return { kind: staff.get(id) ?? 'gone' }
}

/** Numbers, words and yes or no of what the row tells beside; the rest is for the chain alone. */
function scalars(detail: unknown): Record<string, string> {
  const entries = typeof detail === 'object' && detail !== null ? Object.entries(detail) : []
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      value === null ? [[name, 'none']] : typeof value === 'object' ? [] : [[name, String(value)]],
    ),
  )
}

/** The people that a company's log may name, by name. Refuses as readLog does. */
export async function listLogPeople(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  employerId: string,
): Promise<{ id: string; name: string }[]> {
  await requireAdministrator({ db, actor }, employerId)
  const people = await forEmployer({ db, actor }, employerId, (tx) => readOwnPeople(tx, employerId))
  return [...people].map(([id, name]) => ({ id, name }))
}

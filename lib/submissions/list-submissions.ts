import { type SpeakerContext, snapshotForEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber, parseReference } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import type { StatusWord } from '#lib/text/status.ts'
import { Prisma, type Submission } from '#prisma/generated/client.ts'
import { WITH_REPLACEMENT } from './kvittens.ts'
import { isRefusal, type SubmissionState, stateOf } from './state.ts'
import { hasStatusSql } from './state-sql.ts'
import { STATUS_WORD, type WireStatus } from './status.ts'

export type ListSubmissionsInput = {
  employerId: string
  /** Reference, kvittensID, SHA-256 or part of a file name. */
  search?: string | undefined
  service?: string | undefined
  status?: WireStatus | undefined
  /** Only what a person must do something about. */
  needsPerson?: true | undefined
  /** Only what FK answered otherwise than a person had entered. */
  isContradicted?: true | undefined
  /** Submitted at or after. */
  from?: Date | undefined
  /** Submitted before. */
  until?: Date | undefined
  /** `next` of the page before. */
  after?: string | undefined
  /** 1 to LIMITS.listedSubmissions, else 50. */
  limit?: number | undefined
}
type ReadSubmission = Omit<Submission, 'report'> & { replacement: { reference: string } | null }
export type ListedSubmission = ReadSubmission & { state: SubmissionState; status: StatusWord }
export type SubmissionList = { submissions: ListedSubmission[]; next: string | null }

/** The employer's submissions, newest first, a page at a time by cursor. */
export async function listSubmissions({ db, actor, now }: SpeakerContext, input: ListSubmissionsInput): Promise<SubmissionList> {
  if (isPersonNumber(input.search ?? '', now)) throw new AppError('invalid', 'query')
  const limit = Math.min(LIMITS.listedSubmissions, Math.max(1, Math.trunc(input.limit ?? 50)))
  return snapshotForEmployer({ db, actor }, input.employerId, async (tx) => {
    // One more than asked for says whether there is a next page.
    const keys = await tx.$queryRaw<Cursor[]>`
      SELECT id, (extract(epoch FROM submitted_at) * 1000000)::bigint AS micros FROM submission
      WHERE ${where(input, now)} ORDER BY submitted_at DESC, id DESC LIMIT ${limit + 1}`
    const page = keys.slice(0, limit)
    const rows = await tx.submission.findMany({
      where: { id: { in: page.map(({ id }) => id) } },
      omit: { report: true },
      include: WITH_REPLACEMENT,
      orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    })
    const last = page.at(-1)
    return {
      submissions: rows.map((row) => withState(row, now)),
      next: last && keys.length > limit ? writeCursor(last) : null,
    }
  })
}

/**
 * What needs a person, at most `limit`: first what waits, newest first, since nothing comes of it before somebody acts, then what
 * FK answered otherwise than a person had entered, last what FK said no to. However much of the latter there is, it hides nothing
 * of the former.
 */
export async function listNeeding(
  context: SpeakerContext,
  input: { employerId: string; limit: number },
): Promise<ListedSubmission[]> {
  const waiting = await listSubmissions(context, { ...input, needsPerson: true, status: STATUS_WORD.held })
  const contradicted = await listSubmissions(context, { ...input, needsPerson: true, isContradicted: true })
  const all = await listSubmissions(context, { ...input, needsPerson: true })
  const refused = all.submissions.filter(({ state }) => isRefusal(state))
  const inOrder = [...waiting.submissions, ...contradicted.submissions, ...refused]
  return [...new Map(inOrder.map((submission) => [submission.id, submission])).values()].slice(0, input.limit)
}

function withState(row: ReadSubmission, now: Date): ListedSubmission {
  const state = stateOf(row, now)
  return { ...row, state, status: STATUS_WORD[state.kind] }
}

/**
 * As the index `submission_needs_person` has it: held or disputed, contradicted and not dealt with, or refused by FK and neither
 * replaced nor dealt with.
 */
const NEEDS_PERSON = Prisma.sql`(held_at IS NOT NULL OR disputed_at IS NOT NULL OR (contradicted_at IS NOT NULL AND dealt_with_at IS NULL) OR (num_nonnulls(refused_at, disapproved_at) > 0 AND replaced_by IS NULL AND dealt_with_at IS NULL))`

function where(input: ListSubmissionsInput, now: Date): Prisma.Sql {
  const { employerId, search, service, status, from, until, after } = input
  const parts = [Prisma.sql`employer_id = ${employerId}::uuid`]
  if (search?.trim()) parts.push(searchSql(search.trim()))
  if (service) parts.push(Prisma.sql`service = ${service}`)
  if (status) parts.push(hasStatusSql(status, now))
  if (input.needsPerson) parts.push(NEEDS_PERSON)
  if (input.isContradicted) parts.push(Prisma.sql`contradicted_at IS NOT NULL`)
  if (from) parts.push(Prisma.sql`submitted_at >= ${from}`)
  if (until) parts.push(Prisma.sql`submitted_at < ${until}`)
  if (after) {
    const { id, micros } = parseCursor(after)
    const at = Prisma.sql`(timestamptz 'epoch' + ${micros} * interval '1 microsecond')`
    parts.push(Prisma.sql`(submitted_at, id) < (${at}, ${id}::uuid)`)
  }
  return Prisma.join(parts, ' AND ')
}

/** Matches a reference, a SHA-256, a kvittensID or part of a file name. */
function searchSql(search: string): Prisma.Sql {
  // Postgres text cannot hold a NUL.
  const text = search.replaceAll('\0', '\ufffd')
  const part = `%${text.slice(0, 200).replace(/[\\%_]/g, '\\$&')}%`
  const ways = [Prisma.sql`kvittens_id = ${text}`, Prisma.sql`file_name ILIKE ${part}`]
  const reference = parseReference(text)
  if (reference) ways.push(Prisma.sql`reference = ${reference}`)
  if (/^[0-9a-f]{64}$/i.test(text))
    ways.push(Prisma.sql`sha256 = ${text.toLowerCase()}`, Prisma.sql`origin->>'sha256' = ${text.toLowerCase()}`)
  return Prisma.sql`(${Prisma.join(ways, ' OR ')})`
}

/** The last row of a page: its time in microseconds since 1970, and its id. */
type Cursor = { id: string; micros: bigint }

function writeCursor({ id, micros }: Cursor): string {
  return Buffer.from(`${micros}.${id}`).toString('base64url')
}

/** Refuses (`invalid`, `cursor`) any other text. */
function parseCursor(text: string): Cursor {
  const match = /^(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(text, 'base64url').toString())
  if (!match?.[1] || !match[2]) throw new AppError('invalid', 'cursor')
  return { micros: BigInt(match[1]), id: match[2] }
}

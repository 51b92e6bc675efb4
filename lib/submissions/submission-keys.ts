import type { Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { Prisma } from '#prisma/generated/client.ts'
import { inGroupSql, type SubmissionGroup } from './group-sql.ts'
import { hasStatusSql } from './state-sql.ts'
import type { WireStatus } from './status.ts'

export type SubmissionWish = {
  employerId: string
  /** Reference, kvittensID, SHA-256 or part of a file name. */
  search?: string | undefined
  service?: string | undefined
  status?: WireStatus | undefined
  group?: SubmissionGroup | undefined
  /** Only what FK answered otherwise than a person had entered. */
  isContradicted?: true | undefined
  /** Submitted at or after. */
  from?: Date | undefined
  /** Submitted before. */
  until?: Date | undefined
  /** `next` of the page before. */
  after?: string | undefined
}

/** The place of a submission in a list: its time in microseconds since 1970, and its id. */
export type SubmissionKey = { id: string; micros: bigint }

/** The keys of the first `limit` of the employer's submissions after the cursor, newest first. `tx` speaks for the employer. */
export async function readKeys(
  tx: Tx,
  input: SubmissionWish,
  { limit, now }: { limit: number; now: Date },
): Promise<SubmissionKey[]> {
  return tx.$queryRaw<SubmissionKey[]>`
    SELECT id, (extract(epoch FROM submitted_at) * 1000000)::bigint AS micros FROM submission
    WHERE ${where(input, now)} ORDER BY submitted_at DESC, id DESC LIMIT ${limit}`
}

function where(input: SubmissionWish, now: Date): Prisma.Sql {
  const { employerId, search, service, status, from, until, after } = input
  const parts = [Prisma.sql`employer_id = ${employerId}::uuid`]
  if (search?.trim()) parts.push(searchSql(search.trim()))
  if (service) parts.push(Prisma.sql`service = ${service}`)
  if (status) parts.push(hasStatusSql(status, now))
  if (input.group) parts.push(inGroupSql(input.group))
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

/** Refuses (`invalid`, `cursor`) any other text. */
function parseCursor(text: string): SubmissionKey {
  const match = /^(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(text, 'base64url').toString())
  if (!match?.[1] || !match[2]) throw new AppError('invalid', 'cursor')
  return { micros: BigInt(match[1]), id: match[2] }
}

/** What leads on from this key. */
export function writeCursor({ id, micros }: SubmissionKey): string {
  return Buffer.from(`${micros}.${id}`).toString('base64url')
}

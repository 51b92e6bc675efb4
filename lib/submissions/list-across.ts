import { type AskingContext, askCompanies } from '#lib/access/ask-companies.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber } from '#lib/identifiers.ts'
import type { SubmissionList } from './list-submissions.ts'
import { readListed } from './read-listed.ts'
import { readKeys, type SubmissionKey, type SubmissionWish, writeCursor } from './submission-keys.ts'

type AcrossInput = Omit<SubmissionWish, 'employerId'> & { companies: readonly string[] }
type CompanyKey = SubmissionKey & { employerId: string }

const ROWS = 50

/**
 * The submissions of several companies as one list, newest first, a page at a time by cursor. First each company's keys are read, then
 * the rows of those that the page has: a person with a hundred companies reads fifty rows.
 */
export async function listAcross(context: AskingContext, { companies, ...wish }: AcrossInput): Promise<SubmissionList> {
  const { now } = context
  if (isPersonNumber(wish.search ?? '', now)) throw new AppError('invalid', 'query')
  const keys = await askCompanies(context, companies, (tx, employerId) =>
    readKeys(tx, { ...wish, employerId }, { limit: ROWS + 1, now }),
  )
  const all = [...keys].flatMap(([employerId, own]) => own.map((key): CompanyKey => ({ ...key, employerId })))
  const page = all.sort(newestFirst).slice(0, ROWS)
  const found = await askCompanies(context, [...new Set(page.map(({ employerId }) => employerId))], (tx, employerId) =>
    readListed(
      tx,
      page.filter((key) => key.employerId === employerId),
      { sender: 'name', now },
    ),
  )
  const byId = new Map([...found.values()].flat().map((row) => [row.id, row]))
  const last = page.at(-1)
  return {
    submissions: page.flatMap(({ id }) => byId.get(id) ?? []),
    next: last && all.length > ROWS ? writeCursor(last) : null,
  }
}

/** As the database sorts: ids as their bytes. */
function newestFirst(a: SubmissionKey, b: SubmissionKey): number {
  if (a.micros !== b.micros) return a.micros > b.micros ? -1 : 1
  return a.id > b.id ? -1 : 1
}

import { type SpeakerContext, snapshotForEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import { type ListedSubmission, readListed } from './read-listed.ts'
import { isRefusal } from './state.ts'
import { STATUS_WORD } from './status.ts'
import { readKeys, type SubmissionWish, writeCursor } from './submission-keys.ts'

export type ListSubmissionsInput = SubmissionWish & {
  /** 1 to LIMITS.listedSubmissions, else 50. */
  limit?: number | undefined
  /** Names who handed in. Not the gateway's to read. */
  sender?: 'name' | undefined
}
export type SubmissionList = { submissions: ListedSubmission[]; next: string | null }

/** The employer's submissions, newest first, a page at a time by cursor. */
export async function listSubmissions({ db, actor, now }: SpeakerContext, input: ListSubmissionsInput): Promise<SubmissionList> {
  if (isPersonNumber(input.search ?? '', now)) throw new AppError('invalid', 'query')
  const limit = Math.min(LIMITS.listedSubmissions, Math.max(1, Math.trunc(input.limit ?? 50)))
  return snapshotForEmployer({ db, actor }, input.employerId, async (tx) => {
    // One more than asked for says whether there is a next page.
    const keys = await readKeys(tx, input, { limit: limit + 1, now })
    const page = keys.slice(0, limit)
    const last = page.at(-1)
    return {
      submissions: await readListed(tx, page, { sender: input.sender, now }),
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
  const waiting = await listSubmissions(context, { ...input, group: 'needs-person', status: STATUS_WORD.held })
  const contradicted = await listSubmissions(context, { ...input, group: 'needs-person', isContradicted: true })
  const all = await listSubmissions(context, { ...input, group: 'needs-person' })
  const refused = all.submissions.filter(({ state }) => isRefusal(state))
  const inOrder = [...waiting.submissions, ...contradicted.submissions, ...refused]
  return [...new Map(inOrder.map((submission) => [submission.id, submission])).values()].slice(0, input.limit)
}

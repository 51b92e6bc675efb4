import type { ClaimedNotice } from '#lib/notices/notice-queue.ts'
import { readNews } from '#lib/submissions/read-news.ts'
import { writeEventNotice } from '#lib/text/event-notices.ts'
import { type Letter, writeNotice } from '#lib/text/notices.ts'
import type { Relay } from './relay.ts'

/** What a mail says, in its reader's language. Undefined: of a kind that only a newer version knows. */
export async function writeLetter(
  { db }: Pick<Relay, 'db'>,
  publicUrl: string,
  { noticeId, kind, employer, params }: ClaimedNotice,
): Promise<Letter | undefined> {
  if (!employer) return undefined
  const { name, language } = employer
  if (kind !== 'events') return writeNotice({ kind, employer: name, language, params: readParams(params) }, publicUrl)
  const groups = await readNews({ db, now: new Date() }, noticeId)
  return writeEventNotice({ employer: name, language, groups }, publicUrl)
}

/** The parameters that queueNotices wrote. */
function readParams(params: unknown): Record<string, string | number> {
  const entries = typeof params === 'object' && params !== null ? Object.entries(params) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  )
}

import type { ClaimedNotice } from '#lib/notices/notice-queue.ts'
import { type Letter, writeNotice } from '#lib/text/notices.ts'
import type { Relay } from './relay.ts'

/** What a mail says, in its reader's language. Undefined: of a kind that only a newer version knows. */
export async function writeLetter(
  _relay: Pick<Relay, 'db'>,
  publicUrl: string,
  { kind, employer, params }: ClaimedNotice,
): Promise<Letter | undefined> {
  if (!employer) return undefined
  const { name, language } = employer
  return writeNotice({ kind, employer: name, language, params: readParams(params) }, publicUrl)
}

/** The parameters that queueNotices wrote. */
function readParams(params: unknown): Record<string, string | number> {
  const entries = typeof params === 'object' && params !== null ? Object.entries(params) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  )
}

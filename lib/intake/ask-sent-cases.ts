import type { Speaking } from '#lib/db.ts'
import { LIMITS } from '#lib/limits.ts'
import { tableDate } from '#lib/text/format-time.ts'
import { ASKED_BYTES, caseHasher, firstOfAsked } from './case-keys.ts'
import { readSentCases, type SentCasesQuery } from './sent-cases.ts'
import type { SentKeys } from './sent-keys.ts'

/** Cases that are named; the rest are only counted. */
const NAMED = 1000
/** Whose history is larger is asked after sending, when all of it is compared. */
const MOST_COMPARED = 200_000

/** `asked`: ASKED_BYTES a case, as components/check/hash-cases.ts makes them; `key`: HISTORY_KEY. */
export type AskSentCasesInput = SentCasesQuery & { personId: string; sha256: string; asked: Uint8Array; key: string }

/** `nth`: the case's place in the question, from 0; `reference`, `date`: the latest submission that it was in. */
export type SentCase = { nth: number; reference: string; date: string }
export type SentCasesAnswer = { count: number; first: SentCase[] }

/**
 * F13 before a file is sent, of keyed hashes that the member's browser made: what findRepeats finds of the file itself. Files of
 * the same bytes are left out: F11 tells them. Undefined where the question or the history is too large to compare now.
 */
export async function askSentCases(
  { db, actor }: Speaking,
  { employerId, service, personId, sha256, asked, key }: AskSentCasesInput,
): Promise<SentCasesAnswer | undefined> {
  if (asked.length > LIMITS.askedCases * ASKED_BYTES) return undefined
  const sent = await readSentCases({ db, actor }, { employerId, service, most: MOST_COMPARED })
  if (sent.beyond > 0) return undefined
  const keys = caseHasher({ key, employerId }).stored(firstOfAsked(asked, { key, employerId, personId }))
  const found: SentCasesAnswer = { count: 0, first: [] }
  for (let nth = 0; 2 * nth < keys.length; nth++) {
    const file = otherFile(sent, { low: keys[2 * nth] as number, high: keys[2 * nth + 1] as number, sha256 })
    if (!file) continue
    found.count++
    if (found.count <= NAMED) found.first.push({ nth, reference: file.reference, date: tableDate(file.submittedAt) })
  }
  return found
}

/** The latest file of other bytes that a case was in. */
function otherFile(sent: SentKeys, { low, high, sha256 }: { low: number; high: number; sha256: string }) {
  for (let entry = sent.find(low, high); entry >= 0; entry = sent.earlier(entry)) {
    const file = sent.files[sent.fileOf(entry)]
    if (file?.sha256 !== sha256) return file
  }
  return undefined
}

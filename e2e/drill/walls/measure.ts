// What the keys that stay with web and gateway give a thief who has them, measured.
import { randomBytes, randomUUID } from 'node:crypto'
import type { CaseKey } from '#lib/checking/case-key.ts'
import { CaseBook } from '#lib/intake/case-book.ts'
import { SentKeys } from '#lib/intake/sent-keys.ts'

const TRIES = 2_000_000

/**
 * HISTORY_KEY and an employer's hashes of cases: how many pairs of person and day a second one core compares with them. A company's
 * hashes are read by who speaks for it alone.
 */
export async function measureHistoryKey(): Promise<{ triesPerSecond: number; found: number }> {
  const [key, employerId, readAt] = [randomBytes(32).toString('hex'), randomUUID(), new Date()]
  const sent = new SentKeys({ readAt, beyond: 0 })
  const known = new CaseBook({ key, employerId, most: 1, read: async () => sent })
  known.note(caseOf(TRIES / 2))
  sent.begin({ id: randomUUID(), reference: 'x', submittedAt: readAt, sha256: '', writtenAt: readAt })
  sent.add(known.keys)
  const book = new CaseBook({ key, employerId, most: TRIES, read: async () => sent })
  const began = performance.now()
  for (let person = 0; person < TRIES; person++) book.note(caseOf(person))
  await book.sent()
  const seconds = (performance.now() - began) / 1000
  return { triesPerSecond: Math.round(TRIES / seconds), found: book.repeats(sent, { but: new Set(), first: 1 }).count }
}

const mark = { line: 1, spot: () => ({ line: 1, column: 1, byte: 1 }) }
const caseOf = (person: number): CaseKey => ({ person, day: 20_000, record: 1, referens: undefined, field: 'x', mark })

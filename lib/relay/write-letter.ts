import { isEventMail } from '#lib/notices/events.ts'
import type { ClaimedNotice } from '#lib/notices/notice-queue.ts'
import { readNews } from '#lib/submissions/read-news.ts'
import { writeEventNotice } from '#lib/text/event-notices.ts'
import { type Letter, writeNotice, YOUR_COMPANY } from '#lib/text/notices.ts'
import { isOperatorKind, type NoticeStage, writeOperatorNotice } from '#lib/text/operator-notices.ts'
import { writePersonNotice } from '#lib/text/person-notices.ts'
import type { Relay } from './relay.ts'

/** What a mail says, in its reader's language. Undefined: of a kind that only a newer version knows. */
export async function writeLetter(
  { db, operator }: Pick<Relay, 'db' | 'operator'>,
  publicUrl: string,
  { noticeId, kind, employer, params }: ClaimedNotice,
): Promise<Letter | undefined> {
  if (!employer && kind.startsWith(PERSON)) return writeToPerson(kind.slice(PERSON.length), readParams(params), publicUrl)
  if (!employer) return writeToOperator({ kind, params: readParams(params) }, { locale: operator?.language ?? 'sv', publicUrl })
  const { language } = employer
  const name = employer.name ?? YOUR_COMPANY[language]
  if (!isEventMail(kind)) return writeNotice({ kind, employer: name, language, params: readParams(params) }, publicUrl)
  const now = new Date()
  const groups = await readNews({ db, now }, noticeId)
  return writeEventNotice({ employer: name, language, groups, now }, publicUrl)
}

/** The parameters that queueNotices wrote. */
function readParams(params: unknown): Record<string, string | number> {
  const entries = typeof params === 'object' && params !== null ? Object.entries(params) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  )
}

const OPERATOR = 'operator-'
const PERSON = 'person-'

function writeToPerson(kind: string, { language, ...params }: Record<string, string | number>, publicUrl: string) {
  return writePersonNotice({ kind, language: language === 'en' ? 'en' : 'sv', params }, publicUrl)
}

/** The cast: tellOperator alone writes these rows. */
function writeToOperator(
  { kind, params }: { kind: string; params: Record<string, string | number> },
  place: Parameters<typeof writeOperatorNotice>[1],
): Letter | undefined {
  const word = kind.startsWith(OPERATOR) ? kind.slice(OPERATOR.length) : ''
  if (!isOperatorKind(word)) return undefined
  const [since, until] = [new Date(params.since ?? ''), new Date(params.until ?? '')]
  return writeOperatorNotice({ kind: word, stage: params.stage as NoticeStage, since, until, params }, place)
}

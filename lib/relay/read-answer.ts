// What the receiver's answers mean: to a file that was sent, and to the question what became of it.
import { LIMITS } from '#lib/limits.ts'
import type { WholeAnswer } from '#lib/wire/exchange.ts'
import type { Answer, Outcome } from '#lib/wire/outcome.ts'
import type { Receiver } from '#lib/wire/receiver.ts'
import type { VerdictAnswer } from './channels/channel.ts'
import { parseXmlAnswer, type XmlAnswer } from './xml-answer.ts'

type Table = Receiver['answers']

const LONGEST_REASON = 1_000
const VERDICTS = ['mottagen', 'godkand', 'underkand'] as const

/**
 * What an answer means for the file. `accepted` needs exactly one kvittensID that is not too long; a page in HTML, an empty
 * body, two ids or a status that the table does not have are `unknown`.
 */
export function readOutcome({ retryAfter, ...answer }: WholeAnswer, table: Table, now: Date): Outcome {
  const { httpStatus } = answer
  const code = `status-${httpStatus}`
  const xml = parseXmlAnswer(answer.raw, answer.contentType)
  if (table.accepted.includes(httpStatus)) return readReceipt(answer, xml, table)
  const retryAfterMs = readRetryAfter(retryAfter, now)
  if (table.lineStopped.includes(httpStatus)) return { kind: 'unsent', code, fault: 'line', retryAfterMs, answer }
  const readable = xml !== undefined && xml.all(table.errorText).length > 0
  if (table.rejected.includes(httpStatus) && readable) return { kind: 'rejected', code, reason: reasonIn(xml, table), answer }
  if (table.notTaken.includes(httpStatus) && (readable || httpStatus < 500))
    return { kind: 'unsent', code, fault: 'receiver', retryAfterMs, answer }
  return { kind: 'unknown', code: readable ? code : 'answer-unreadable', answer }
}

/** What the receiver says of a file it has. Only a 200 with one of the three words is a verdict. */
export function readVerdict({ retryAfter: _, ...answer }: WholeAnswer, table: Table): VerdictAnswer {
  if (answer.httpStatus !== 200) return { kind: 'none', code: `status-${answer.httpStatus}` }
  const xml = parseXmlAnswer(answer.raw, answer.contentType)
  const word = VERDICTS.find((one) => one === xml?.one(table.verdict))
  if (!word) return { kind: 'none', code: 'answer-unreadable' }
  return { kind: 'verdict', verdict: { word, reason: xml?.one(table.verdictReason) ?? null, answer } }
}

function reasonIn(xml: XmlAnswer, table: Table): string {
  return [...xml.all(table.errorCode), ...xml.all(table.errorText)].filter(Boolean).join(' · ').slice(0, LONGEST_REASON)
}

function readReceipt(answer: Answer, xml: XmlAnswer | undefined, table: Table): Outcome {
  if (!xml) return { kind: 'unknown', code: answer.raw.length === 0 ? 'answer-empty' : 'answer-unreadable', answer }
  const kvittensId = xml.one(table.kvittensId) ?? ''
  // Printable characters without spaces, so that a person can read the id out.
  if (kvittensId.length > LIMITS.kvittensIdCharacters || !/^[\x21-\x7e\u00a1-\uffff]+$/.test(kvittensId))
    return { kind: 'unknown', code: 'receipt-missing', answer }
  return {
    kind: 'accepted',
    code: `status-${answer.httpStatus}`,
    kvittensId,
    statedAt: readTime(xml.one(table.receivedAt)),
    answer,
  }
}

/** Null for a time without a zone. */
function readTime(text: string | undefined): Date | null {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? null : time
}

/** RFC 9110 10.2.3: seconds or a date. */
function readRetryAfter(value: string | null, now: Date): number | null {
  if (value === null) return null
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}

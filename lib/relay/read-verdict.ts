import type { WholeAnswer } from '#lib/wire/exchange.ts'
import type { Receiver } from '#lib/wire/receiver.ts'
import type { VerdictAnswer } from './channels/channel.ts'
import { parseXmlAnswer } from './xml-answer.ts'

const WORDS = ['mottagen', 'godkand', 'underkand'] as const

/** What the receiver says of a file it has. Anything but one of its three words in a 200 is no verdict. */
export function readVerdict({ retryAfter: _, ...answer }: WholeAnswer, table: Receiver['answers']): VerdictAnswer {
  if (answer.httpStatus !== 200) return { kind: 'none', code: `status-${answer.httpStatus}` }
  const xml = parseXmlAnswer(answer.raw, answer.contentType)
  const word = WORDS.find((one) => one === xml?.one(table.verdict))
  if (!word) return { kind: 'none', code: 'answer-unreadable' }
  return { kind: 'verdict', verdict: { word, reason: xml?.one(table.verdictReason) ?? null, answer } }
}

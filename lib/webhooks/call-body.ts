// What a call says: in the words of the wire (lib/submissions/kvittens.ts, gateway's `fil`), as it was when it happened. Never the
// name of a file, and nothing of a person.
import { swedishTimestamp } from '#lib/calendar.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import type { EventKind } from '#lib/notices/events.ts'
import type { HoldReason } from '#lib/submissions/state.ts'
import { HELD_WORD, STATUS_WORD } from '#lib/submissions/status.ts'
import type { ReasonWord } from '#lib/text/reasons.ts'
import type { StatusWord } from '#lib/text/status.ts'
import type { WebhookType } from './webhook-types.ts'

/** What is read of an event's submission or delivery, which may have gone on since. */
export type EventRow = {
  kind: EventKind
  /** Of `held` and `settled`. */
  reason: string | null
  at: Date
  orgnr: string
  service: string
  reference: string | null
  submittedAt: Date | null
  deliveredAt: Date | null
  kvittensId: string | null
  settledAs: string | null
  settledToldAt: Date | null
  replacedBy: string | null
  deliveryId: string | null
  receivedAt: Date | null
  bytes: number
  sha256: string
  purgeOn: string | null
}

type Receipt = { levererad: string | null; kvittensID: string | null; avgjord: 'person' | null }
type Standing = Receipt & { status: StatusWord; orsak: ReasonWord | null }

/** The message as it is signed and sent. */
export function callBody(type: WebhookType, event: EventRow): string {
  const { orgnr, service, at } = event
  // A person's number is nobody's to send about.
  const whose = { tjanst: service, arbetsgivare: orgnr.startsWith('16') ? toEdgeOrgnr(orgnr) : null }
  const data = event.deliveryId === null ? submissionData(event, whose) : deliveryData(event, whose)
  return JSON.stringify({ type, timestamp: swedishTimestamp(at), data })
}

type Whose = { tjanst: string; arbetsgivare: string | null }

function submissionData(event: EventRow, whose: Whose) {
  const { status, orsak, ...receipt } = standingAt(event)
  const mottagen = event.submittedAt && swedishTimestamp(event.submittedAt)
  return { referens: event.reference, status, orsak, ...whose, mottagen, ...receipt, ersattAv: event.replacedBy }
}

function deliveryData({ deliveryId, receivedAt, bytes, sha256, purgeOn }: EventRow, whose: Whose) {
  return { id: deliveryId, ...whose, mottagen: receivedAt && swedishTimestamp(receivedAt), bytes, sha256, gallras: purgeOn }
}

const NO_RECEIPT: Receipt = { levererad: null, kvittensID: null, avgjord: null }

function standingAt(event: EventRow): Standing {
  const { kind, reason } = event
  switch (kind) {
    case 'delivered':
      return { status: STATUS_WORD.accepted, orsak: null, ...receiptOf(event) }
    case 'approved':
    case 'disapproved':
      return { status: STATUS_WORD[kind], orsak: null, ...receiptOf(event) }
    case 'settled':
      return reason === 'has'
        ? { status: STATUS_WORD.settled, orsak: null, ...receiptOf(event) }
        : { status: STATUS_WORD.held, orsak: HELD_WORD['not-arrived'], ...NO_RECEIPT }
    case 'held':
      return { status: STATUS_WORD.held, orsak: HELD_WORD[reason as HoldReason], ...NO_RECEIPT }
    case 'disputed':
      return { status: STATUS_WORD.disputed, orsak: 'konflikt', ...NO_RECEIPT }
    case 'refused':
    case 'withdrawn':
      return { status: STATUS_WORD[kind], orsak: null, ...NO_RECEIPT }
    case 'contradicted':
    case 'unknown':
    case 'late':
    case 'deadline':
    case 'inbox':
      throw new Error(`systems are not told of a submission that it is ${kind}`)
  }
}

/** By FK's receipt, or by what a person was told. */
function receiptOf({ deliveredAt, kvittensId, settledAs, settledToldAt }: EventRow): Receipt {
  const toldAt = !deliveredAt && settledAs === 'has' ? settledToldAt : null
  const since = deliveredAt ?? toldAt
  return { levererad: since && swedishTimestamp(since), kvittensID: kvittensId, avgjord: toldAt && 'person' }
}

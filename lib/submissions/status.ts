// A state in one word: in the gateway's answers, the portal's JSON and the list's filter (contracts: `status`).
import type { ReasonWord } from '#lib/text/reasons.ts'
import type { StatusWord } from '#lib/text/status.ts'
import type { StopReason } from './send-gate.ts'
import type { HoldReason, StateKind, SubmissionState } from './state.ts'

/** As the contract lists them. `kontrolleras` is reserved: files are checked before they are taken, so no state has it. */
export const STATUS_WORDS = [
  'mottagen',
  'kontrolleras',
  'i-ko',
  'skickas',
  'levererad',
  'godkand',
  'underkand',
  'okand',
  'vantar',
  'aterkallad',
] as const
export type WireStatus = (typeof STATUS_WORDS)[number]

export const STATUS_WORD: Record<StateKind, StatusWord> = {
  disputed: 'vantar',
  received: 'mottagen',
  queued: 'i-ko',
  sending: 'skickas',
  accepted: 'levererad',
  settled: 'levererad',
  approved: 'godkand',
  disapproved: 'underkand',
  refused: 'underkand',
  unknown: 'okand',
  held: 'vantar',
  withdrawn: 'aterkallad',
}

export function isWireStatus(text: string): text is WireStatus {
  return STATUS_WORDS.some((word) => word === text)
}

/** `orsak` on the wire. */
export const REASON_WORDS = [
  'okand',
  'gav-upp',
  'skadad',
  'ej-framme',
  'konflikt',
  'aterstallning',
  'stoppad',
] as const satisfies readonly ReasonWord[]

export const HELD_WORD: Record<HoldReason, ReasonWord> = {
  unknown: 'okand',
  'gave-up': 'gav-upp',
  payload: 'skadad',
  'not-arrived': 'ej-framme',
}
const STOPPED: Record<StopReason, ReasonWord> = { restored: 'aterstallning', held: 'stoppad' }

/** Why it waits for somebody: for a person, or, while sending is stopped, for the operator. null: it does not wait. */
export function reasonOf(state: SubmissionState, stopped: StopReason | null): ReasonWord | null {
  switch (state.kind) {
    case 'disputed':
      return 'konflikt'
    case 'held':
      return HELD_WORD[state.reason]
    case 'received':
    case 'queued':
    case 'unknown':
      return stopped && STOPPED[stopped]
    case 'withdrawn':
    case 'refused':
    case 'disapproved':
    case 'approved':
    case 'accepted':
    case 'settled':
    case 'sending':
      return null
  }
}

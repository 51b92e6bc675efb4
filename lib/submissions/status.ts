// A state in one word: in the gateway's answers, the portal's JSON and the list's filter (contracts: `status`).
import type { StatusWord } from '#lib/text/status.ts'
import type { StateKind } from './state.ts'

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

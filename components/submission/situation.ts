import type { Situation, StatusWord } from '#lib/text/status.ts'
import type { HeldReason } from './submission-view.ts'

type Times = {
  status: StatusWord
  heldReason: HeldReason | null
  refusedAt: string | null
  attempts: readonly unknown[]
}

/** Which words the page has for where the submission stands: finer than the status, since what to do now differs. */
export function situationOf({ status, heldReason, refusedAt, attempts }: Times): Situation {
  switch (status) {
    case 'mottagen':
      return attempts.length > 0 ? 'retrying' : 'received'
    case 'kontrolleras':
      return 'checking'
    case 'i-ko':
      return attempts.length > 0 ? 'retrying' : 'queued'
    case 'skickas':
      return 'sending'
    case 'levererad':
      return 'delivered'
    case 'godkand':
      return 'approved'
    case 'underkand':
      return refusedAt ? 'refused' : 'disapproved'
    case 'okand':
    case 'vantar':
      return heldReason ? HELD[heldReason] : 'unknown'
    case 'aterkallad':
      return 'withdrawn'
  }
}

const HELD: Record<HeldReason, Situation> = {
  unknown: 'unknownHeld',
  'gave-up': 'gaveUp',
  payload: 'damaged',
  'set-aside': 'setAside',
}

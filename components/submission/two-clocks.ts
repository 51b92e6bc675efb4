import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { submissions } from '#lib/text/submissions.ts'

/** What both clocks are read from; a row of the list has these too. */
export type ClockTimes = {
  submittedAt: string
  withdrawnAt: string | null
  sendingAt: string | null
  unknownAt: string | null
  heldAt: string | null
  heldReason: string | null
  deliveredAt: string | null
  refusedAt: string | null
  approvedAt: string | null
  disapprovedAt: string | null
}

type Clock<Word> = { word: Word; tone: StatusTone; at: string | null }
export type TransportClock = Clock<keyof typeof submissions.sv.transport>
export type VerdictClock = Clock<keyof typeof submissions.sv.verdict>

/** The first clock: has the file arrived? */
export function transportClock(times: ClockTimes): TransportClock {
  if (times.withdrawnAt) return { word: 'withdrawn', tone: 'neutral', at: times.withdrawnAt }
  if (times.deliveredAt) return { word: 'delivered', tone: 'success', at: times.deliveredAt }
  if (times.refusedAt) return { word: 'refused', tone: 'danger', at: times.refusedAt }
  if (times.heldReason === 'unknown') return { word: 'unknown', tone: 'warning', at: times.heldAt }
  if (times.heldAt) return { word: 'held', tone: 'warning', at: times.heldAt }
  if (times.unknownAt) return { word: 'unknown', tone: 'warning', at: times.unknownAt }
  if (times.sendingAt) return { word: 'sending', tone: 'waiting', at: times.sendingAt }
  return { word: 'waiting', tone: 'waiting', at: null }
}

/** The second clock: what has Försäkringskassan said about the content? */
export function verdictClock(times: ClockTimes): VerdictClock {
  if (times.approvedAt) return { word: 'approved', tone: 'success', at: times.approvedAt }
  if (times.disapprovedAt) return { word: 'disapproved', tone: 'danger', at: times.disapprovedAt }
  if (times.deliveredAt) return { word: 'pending', tone: 'waiting', at: null }
  return { word: 'none', tone: 'neutral', at: null }
}

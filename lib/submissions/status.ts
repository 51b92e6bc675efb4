// Status is computed from times, here for one row and in status-sql.ts for lists; a property test holds them equal.

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
export type StatusWord = (typeof STATUS_WORDS)[number]

/** The times that decide. */
export type StatusTimes = {
  withdrawnAt: Date | null
  nextAttemptAt: Date | null
  leaseUntil: Date | null
  sendingAt: Date | null
  unknownAt: Date | null
  heldAt: Date | null
  deliveredAt: Date | null
  refusedAt: Date | null
  approvedAt: Date | null
  disapprovedAt: Date | null
  nextPollAt: Date | null
}

export type Status = {
  word: StatusWord
  /** Nothing more will come of itself: neither sending nor asking for FK's verdict. */
  end: boolean
}

/** Where a submission stands at `now`. The order is that of certainty: an end, then what needs a person, then what is not known. */
export function statusOf(row: StatusTimes, now: Date): Status {
  if (row.withdrawnAt) return { word: 'aterkallad', end: true }
  // FK refused it at the door, or disapproved it later.
  if (row.refusedAt ?? row.disapprovedAt) return { word: 'underkand', end: true }
  if (row.approvedAt) return { word: 'godkand', end: true }
  if (row.deliveredAt) return { word: 'levererad', end: row.nextPollAt === null }
  if (row.heldAt) return { word: 'vantar', end: false }
  if (row.unknownAt) return { word: 'okand', end: false }
  if (row.sendingAt) return { word: hasLease(row, now) ? 'skickas' : 'okand', end: false }
  return { word: row.nextAttemptAt ? 'i-ko' : 'mottagen', end: false }
}

/** An attempt that is open when its lease runs out belongs to a relay that is gone: nobody knows what became of it. */
function hasLease({ leaseUntil }: StatusTimes, now: Date): boolean {
  return leaseUntil !== null && leaseUntil.getTime() > now.getTime()
}

export function isStatusWord(text: string): text is StatusWord {
  return STATUS_WORDS.some((word) => word === text)
}

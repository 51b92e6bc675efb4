import type { Finding } from '#lib/checking/report.ts'
import type { FIXED } from '#lib/services/description.ts'
import type { SubmissionState } from '#lib/submissions/state.ts'
import type { StatusWord } from '#lib/text/status.ts'

/** One submission as its page shows it: plain values, times as ISO. */
export type SubmissionView = {
  reference: string
  state: SubmissionState
  /** The state in one word. */
  status: StatusWord
  /** Nothing more will come of itself. */
  end: boolean
  employer: string
  serviceId: string
  fileName: string
  format: 'xml' | typeof FIXED
  bytes: number
  sha256: string
  records: number
  warnings: number
  /** The warnings it was handed in with; the counts tell how many there were of each. */
  findings: Finding[]
  counts: Record<string, number>
  /** The first last day of what stands in the file, YYYY-MM-DD. */
  firstDeadline: string | null
  way: 'browser' | 'gateway'
  channel: 'https' | 'shs' | 'provider'
  by: string | null
  submittedAt: string
  purgedAt: string | null
  kvittensId: string | null
  attempts: AttemptView[]
  receipts: ReceiptView[]
  canWithdraw: boolean
  canResend: boolean
}

export type AttemptOutcome = 'accepted' | 'rejected' | 'unsent' | 'unknown'

export type AttemptView = {
  number: number
  openedAt: string
  closedAt: string | null
  /** Null while it goes on. An attempt whose relay died is `unknown`, also before that is recorded. */
  outcome: AttemptOutcome | null
  durationMs: number | null
  httpStatus: number | null
  code: string | null
}

export type ReceiptView = {
  id: string
  kind: 'receipt' | 'refusal' | 'verdict' | 'unreadable'
  kvittensId: string | null
  verdict: 'mottagen' | 'godkand' | 'underkand' | null
  reason: string | null
  statedAt: string | null
  recordedAt: string
  httpStatus: number
  peer: string | null
  /** FK's words as text, perhaps only the beginning; `bytes` is how long the whole answer is. */
  text: string
  isCut: boolean
  bytes: number
}

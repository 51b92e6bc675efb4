import type { AttemptView, ReceiptView } from '#components/submission/submission-view.ts'
import type { SubmissionState } from '#lib/submissions/state.ts'
import type { StatusWord } from '#lib/text/status.ts'

/** What support may see of a submission: numbers, times and codes; neither the file's content nor its name. */
export type SupportView = {
  reference: string
  state: SubmissionState
  status: StatusWord
  employer: string
  orgnr: string
  serviceId: string
  way: 'browser' | 'gateway'
  channel: 'https' | 'shs' | 'provider'
  messageId: string
  kvittensId: string | null
  bytes: number
  records: number
  sha256: string
  submittedAt: string
  /** First attempt without a certain answer, also when a later one had one. */
  unknownAt: string | null
  nextAttemptAt: string | null
  attempts: AttemptView[]
  /** Without FK's words: they may repeat what stands in the file. */
  receipts: Omit<ReceiptView, 'text' | 'isCut' | 'reason'>[]
  /** How many files from FK the employer has. */
  inbox: { total: number; unread: number; unacknowledged: number }
  counts: { code: string; count: number }[]
}

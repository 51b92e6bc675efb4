// Several files chosen together: checked one after the other, shown in one list, sent together. Here: what is known of each file and
// what that allows. use-batch.ts drives the check, use-send-all.ts the sending, batch-part.tsx is the list. One file alone, and
// one opened from the list, is components/check's.
import type { CheckedFile, CheckState } from '#components/check/use-check.ts'
import { needsAnotherFile } from '#components/send/needs-another-file.ts'
import type { SendFailure } from '#components/send/use-send.ts'

export type BatchFileState =
  | { kind: 'waiting' }
  | { kind: 'checking' }
  /** `isRead`: the person has ticked that the remarks and repairs are read. */
  | { kind: 'checked'; checked: CheckedFile; isRead: boolean }
  | { kind: 'problem'; reason: Extract<CheckState, { kind: 'problem' }>['reason'] | 'cancelled' }
  /** `share`: of its bytes. */
  | { kind: 'sending'; checked: CheckedFile; share: number }
  | { kind: 'failed'; checked: CheckedFile; failure: SendFailure; isUncertain: boolean }
  | { kind: 'received'; checked: CheckedFile; reference: string; repeat: boolean }

export type BatchFile = { id: number; file: File; state: BatchFileState }

/** What a file waits for: nothing, a tick, a correction, or that another file with the same content is sent. */
export type Standing = 'busy' | 'ready' | 'unread' | 'stopped' | 'twin' | 'question' | 'received'

/** Where a file of `files` stands. */
export function standingOf({ id, state }: BatchFile, files: readonly BatchFile[]): Standing {
  switch (state.kind) {
    case 'waiting':
    case 'checking':
    case 'sending':
      return 'busy'
    case 'received':
      return 'received'
    case 'problem':
      return 'stopped'
    case 'checked':
      if (state.checked.report.stop > 0) return 'stopped'
      if (isTwin(id, state.checked, files)) return 'twin'
      return isReadingNeeded(state.checked) && !state.isRead ? 'unread' : 'ready'
    case 'failed':
      if (needsAnotherFile(state.failure)) return 'stopped'
      return state.failure.kind === 'refused' && state.failure.reason === 'unseen' ? 'question' : 'ready'
  }
}

/** Whether a file has remarks or repairs that a person reads before it is sent. */
export function isReadingNeeded({ report, converted }: CheckedFile): boolean {
  return report.varning > 0 || (converted?.repairs.length ?? 0) > 0
}

/** The files that can be sent now, in their order. */
export function sendableIn(files: readonly BatchFile[]): BatchFile[] {
  return files.filter((file) => standingOf(file, files) === 'ready')
}

/** Whether an earlier file of the list has the same content: it is sent once. */
function isTwin(id: number, { sha256 }: CheckedFile, files: readonly BatchFile[]): boolean {
  return files.some((other) => other.id < id && 'checked' in other.state && other.state.checked.sha256 === sha256)
}

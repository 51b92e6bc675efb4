import type { SendFailure } from './use-send.ts'

/** Whether the same file would be refused again; with all other answers it may pass the next time. */
export function needsAnotherFile(failure: SendFailure): boolean {
  if (failure.kind === 'changed') return true
  if (failure.kind !== 'refused') return false
  const { status, reason } = failure
  return [413, 415, 422].includes(status) || reason === 'file_name'
}

import type { FoundSubmission } from '#lib/submissions/find-submission.ts'

/** Whether FK has the file and nothing is asked of anybody. */
export function isWell({
  state,
  contradictedAt,
  dealtWithAt,
}: Pick<FoundSubmission, 'state' | 'contradictedAt' | 'dealtWithAt'>) {
  const isContradicted = contradictedAt !== null && dealtWithAt === null
  return !isContradicted && (state.kind === 'accepted' || state.kind === 'approved' || state.kind === 'settled')
}

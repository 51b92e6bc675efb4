import type { StatusTone } from '#components/ui/status-tag.tsx'
import type { ListedSubmission } from '#lib/submissions/read-listed.ts'
import type { Situation } from '#lib/text/status.ts'
import { situationOf } from './situation.ts'
import { STATE_TABLE } from './state-table.ts'

type StateInList = {
  tone: StatusTone
  /** Key of `submissions.short`. */
  word: Situation | 'contradicted'
  /** What a person has made of a refusal: it is trouble no more. */
  ended: 'replaced' | 'dealtWith' | null
}

/** A submission in one word of a list, with why it waits. */
export function stateInList(
  row: Pick<ListedSubmission, 'state' | 'contradictedAt' | 'dealtWithAt' | 'replacement'>,
): StateInList {
  const { state } = row
  if (row.contradictedAt && !row.dealtWithAt) return { tone: 'warning', word: 'contradicted', ended: null }
  const word = situationOf(state)
  const ended = row.replacement ? 'replaced' : row.dealtWithAt ? 'dealtWith' : null
  const { tone } = STATE_TABLE[state.kind]
  return { tone: ended && tone === 'danger' ? 'neutral' : tone, word, ended }
}

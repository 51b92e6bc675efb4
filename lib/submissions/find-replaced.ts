import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { mayHaveBeenSent } from './is-forgotten.ts'
import type { SendGate } from './send-gate.ts'
import { mayBeReplaced, type SubmissionState, stateOf } from './state.ts'

/** What FK has of the file that is replaced: it said no to it, or the file is not there, or it is. */
type FirstFile = 'refused' | 'disapproved' | 'absent' | 'there'

/** Whether a new file for `service` can be handed in instead of the submission, or why not. */
export type ReplacedSubmission =
  | { kind: 'ok'; reference: string; fileName: string; first: FirstFile }
  | { kind: 'replaced'; by: string }
  | { kind: 'not-now' | 'other-service' | 'not-found' }

type FindReplacedInput = { employerId: string; reference: string; service: string; gate: SendGate }

/** What the page of a hand-in says of the submission that the new file is to replace. */
export function findReplaced(
  { db, actor, now }: SpeakerContext,
  { employerId, reference, service, gate }: FindReplacedInput,
): Promise<ReplacedSubmission> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const include = { replacement: { select: { reference: true } } } as const
    const old = await tx.submission.findFirst({ where: { employerId, reference }, omit: { report: true }, include })
    if (!old) return { kind: 'not-found' }
    if (old.service !== service) return { kind: 'other-service' }
    if (old.replacement) return { kind: 'replaced', by: old.replacement.reference }
    const state = stateOf(old, now)
    if (!mayBeReplaced(state) || (state.kind === 'held' && mayHaveBeenSent(gate, old))) return { kind: 'not-now' }
    return { kind: 'ok', reference: old.reference, fileName: old.fileName, first: firstFileOf(state) }
  })
}

function firstFileOf({ kind }: SubmissionState): FirstFile {
  switch (kind) {
    case 'refused':
    case 'disapproved':
      return kind
    case 'withdrawn':
    case 'held':
    case 'queued':
    case 'received':
      return 'absent'
    case 'disputed':
    case 'approved':
    case 'accepted':
    case 'settled':
    case 'unknown':
    case 'sending':
      return 'there'
  }
}

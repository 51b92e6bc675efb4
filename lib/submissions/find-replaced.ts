import { type Context, forEmployer } from '#lib/db.ts'
import { mayBeReplaced, stateOf } from './state.ts'

/** Whether a new file for `service` can be handed in instead of the submission, or why not. */
export type ReplacedSubmission =
  | { kind: 'ok'; reference: string; fileName: string }
  | { kind: 'replaced'; by: string }
  | { kind: 'not-now' | 'other-service' | 'not-found' }

/** What the page of a hand-in says of the submission that the new file is to replace. */
export function findReplaced(
  { db, now }: Context,
  { employerId, reference, service }: { employerId: string; reference: string; service: string },
): Promise<ReplacedSubmission> {
  return forEmployer(db, employerId, async (tx) => {
    const include = { replacement: { select: { reference: true } } } as const
    const old = await tx.submission.findFirst({ where: { employerId, reference }, omit: { report: true }, include })
    if (!old) return { kind: 'not-found' }
    if (old.service !== service) return { kind: 'other-service' }
    if (old.replacement) return { kind: 'replaced', by: old.replacement.reference }
    if (!mayBeReplaced(stateOf(old, now))) return { kind: 'not-now' }
    return { kind: 'ok', reference: old.reference, fileName: old.fileName }
  })
}

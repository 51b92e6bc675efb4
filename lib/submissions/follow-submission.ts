import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type Kvittens, type KvittensTerms, kvittensOf, WITH_REPLACEMENT } from './kvittens.ts'
import { isEnd, stateOf } from './state.ts'

/** What a page polls: without report, attempts and raw answers. */
export type LiveSubmission = Kvittens & {
  /** Nothing more will come of itself. */
  slutlage: boolean
  /** How many attempts have been begun. */
  forsok: number
}

/** The live state of one of the employer's submissions. Refuses (`not_found`) what is not theirs. */
export function followSubmission(
  { db, actor, now }: SpeakerContext,
  { employerId, reference, ...terms }: { employerId: string; reference: string } & Omit<KvittensTerms, 'orgnr'>,
): Promise<LiveSubmission> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const submission = await tx.submission.findFirst({
      where: { employerId, reference },
      omit: { report: true },
      include: WITH_REPLACEMENT,
    })
    if (!submission) throw new AppError('not_found', 'submission')
    const { orgnr } = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { orgnr: true } })
    return {
      ...kvittensOf({ ...terms, submission, orgnr, duplicate: false }, now),
      slutlage: isEnd(stateOf(submission, now)),
      forsok: submission.attemptCount,
    }
  })
}

import { type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { type Kvittens, kvittensOf } from './kvittens.ts'

type FindKvittensInput = { employerId: string; reference: string }

/** One of the employer's submissions in the words of the wire, and no more. Refuses (`not_found`) what is not theirs. */
export function findKvittens({ db, now }: Context, { employerId, reference }: FindKvittensInput): Promise<Kvittens> {
  return forEmployer(db, employerId, async (tx) => {
    const submission = await tx.submission.findFirst({ where: { employerId, reference }, omit: { report: true } })
    if (!submission) throw new AppError('not_found', 'submission')
    const { orgnr } = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { orgnr: true } })
    return kvittensOf({ submission, orgnr, duplicate: false }, now)
  })
}

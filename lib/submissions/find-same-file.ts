import { type Context, forEmployer, type Tx } from '#lib/db.ts'
import type { Submission } from '#prisma/generated/client.ts'

type FindSameFileInput = { employerId: string; service: string; sha256: string }
export type SameFile = Pick<Submission, 'reference' | 'submittedAt' | 'kvittensId'>

/** The latest time these exact bytes were handed in for this employer, unless it was withdrawn, refused or disapproved. */
export function findSameFile({ db }: Pick<Context, 'db'>, input: FindSameFileInput): Promise<SameFile | null> {
  return forEmployer(db, input.employerId, (tx) => loadSameFile(tx, input))
}

/** As findSameFile, in a transaction that speaks for the employer. */
export function loadSameFile(tx: Tx, { employerId, service, sha256 }: FindSameFileInput): Promise<SameFile | null> {
  return tx.submission.findFirst({
    where: { employerId, service, sha256, withdrawnAt: null, refusedAt: null, disapprovedAt: null },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    select: { reference: true, submittedAt: true, kvittensId: true },
  })
}

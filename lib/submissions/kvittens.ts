// The portal's answer about a submission in the words of the wire: the gateway's XML and JSON and the portal's JSON.

import { swedishTimestamp } from '#lib/calendar.ts'
import { type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import type { StatusWord } from '#lib/text/status.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { stateOf } from './state.ts'
import { STATUS_WORD } from './status.ts'

export type Kvittens = {
  referens: string
  status: StatusWord
  mottagen: string
  tjanst: string
  arbetsgivare: string
  filnamn: string
  bytes: number
  sha256: string
  antal: number
  varningar: number
  levererad: string | null
  kvittensID: string | null
  dubblett: boolean
}

type KvittensInput = { submission: Omit<Submission, 'report'>; orgnr: string; duplicate: boolean }

export function kvittensOf({ submission, orgnr, duplicate }: KvittensInput, now: Date): Kvittens {
  return {
    referens: submission.reference,
    status: STATUS_WORD[stateOf(submission, now).kind],
    mottagen: swedishTimestamp(submission.submittedAt),
    tjanst: submission.service,
    arbetsgivare: toEdgeOrgnr(orgnr),
    filnamn: submission.fileName,
    bytes: Number(submission.bytes),
    sha256: submission.sha256,
    antal: submission.records,
    varningar: submission.warnings,
    levererad: submission.deliveredAt && swedishTimestamp(submission.deliveredAt),
    kvittensID: submission.kvittensId,
    dubblett: duplicate,
  }
}

/** One of the employer's submissions in the words of the wire. Refuses (`not_found`) what is not theirs. */
export function findKvittens(
  { db, now }: Context,
  { employerId, reference }: { employerId: string; reference: string },
): Promise<Kvittens> {
  return forEmployer(db, employerId, async (tx) => {
    const submission = await tx.submission.findFirst({ where: { employerId, reference }, omit: { report: true } })
    if (!submission) throw new AppError('not_found', 'submission')
    const { orgnr } = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { orgnr: true } })
    return kvittensOf({ submission, orgnr, duplicate: false }, now)
  })
}

// The portal's answer about a submission in the words of the wire: the gateway's XML and JSON and the portal's JSON.
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { type StatusWord, statusOf } from './status.ts'
import { swedishTimestamp } from './stockholm-time.ts'

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
    status: statusOf(submission, now).word,
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

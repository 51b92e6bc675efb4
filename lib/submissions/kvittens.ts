// The portal's answer about a submission in the words of the wire: the gateway's XML and JSON and the portal's JSON.

import { swedishTimestamp } from '#lib/calendar.ts'
import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import type { Locale } from '#lib/text/locale.ts'
import { type ReasonWord, reasonText } from '#lib/text/reasons.ts'
import type { StatusWord } from '#lib/text/status.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { cameAs, keptOriginOf } from './kept-origin.ts'
import type { StopReason } from './send-gate.ts'
import { type SubmissionState, stateOf } from './state.ts'
import { reasonOf, STATUS_WORD } from './status.ts'

export type Kvittens = {
  referens: string
  status: StatusWord
  mottagen: string
  tjanst: string
  arbetsgivare: string
  filnamn: string
  /** Of the file that came. */
  bytes: number
  sha256: string
  /** What is sent to FK, where that is not the file that came; `omvandling`: the company's own conversion, as `id/version`. */
  skickad: { bytes: number; sha256: string; omvandling: string | null } | null
  antal: number
  varningar: number
  /** By FK's receipt, or by the day on which a person was told so (`avgjord`). */
  levererad: string | null
  kvittensID: string | null
  /** Why it waits, and what to do. */
  orsak: ReasonWord | null
  attGora: string | null
  /** A person has entered what FK said, and there is no receipt. */
  avgjord: 'person' | null
  /** The reference of what was handed in instead. */
  ersattAv: string | null
  dubblett: boolean
}

/** What is read with a submission for its kvittens. */
export const WITH_REPLACEMENT = { replacement: { select: { reference: true } } } as const

/** What every kvittens of one answer is written by. `stopped`: why nothing is sent just now. */
export type KvittensTerms = { orgnr: string; locale: Locale; stopped: StopReason | null }

type KvittensInput = KvittensTerms & {
  submission: Omit<Submission, 'report'> & { replacement?: { reference: string } | null }
  duplicate: boolean
}

export function kvittensOf({ submission, duplicate, ...terms }: KvittensInput, now: Date): Kvittens {
  const state = stateOf(submission, now)
  return {
    referens: submission.reference,
    status: STATUS_WORD[state.kind],
    mottagen: swedishTimestamp(submission.submittedAt),
    tjanst: submission.service,
    arbetsgivare: toEdgeOrgnr(terms.orgnr),
    filnamn: submission.fileName,
    ...cameAs(submission),
    skickad: sentOf(submission),
    antal: submission.records,
    varningar: submission.warnings,
    ...receiptOf(submission, state),
    ...whyOf(submission, state, terms),
    ersattAv: submission.replacement?.reference ?? null,
    dubblett: duplicate,
  }
}

function sentOf(submission: Omit<Submission, 'report'>): Kvittens['skickad'] {
  const origin = keptOriginOf(submission)
  if (!origin) return null
  const { conversion } = origin
  const omvandling = conversion ? `${conversion.id}/${conversion.version}` : null
  return { bytes: Number(submission.bytes), sha256: submission.sha256, omvandling }
}

/** What is disputed is nobody's receipt until a person has said whose it is. */
function receiptOf(
  { deliveredAt, kvittensId, settledAs, settledToldAt }: Omit<Submission, 'report'>,
  { kind }: SubmissionState,
): Pick<Kvittens, 'levererad' | 'kvittensID' | 'avgjord'> {
  if (kind === 'disputed') return { levererad: null, kvittensID: null, avgjord: null }
  const toldAt = !deliveredAt && settledAs === 'has' ? settledToldAt : null
  const since = deliveredAt ?? toldAt
  return { levererad: since && swedishTimestamp(since), kvittensID: kvittensId, avgjord: toldAt && 'person' }
}

function whyOf(
  { messageId, disputedKvittensId }: Omit<Submission, 'report'>,
  state: SubmissionState,
  { locale, stopped }: KvittensTerms,
): Pick<Kvittens, 'orsak' | 'attGora'> {
  const orsak = reasonOf(state, stopped)
  if (orsak === null) return { orsak: null, attGora: null }
  const isForgotten = state.kind === 'held' && state.attempts === 0
  const repeat = state.kind === 'held' && state.mayRepeat ? 'yes' : isForgotten ? 'forgotten' : 'no'
  return { orsak, attGora: reasonText(orsak, { messageId, kvittensId: disputedKvittensId ?? '', repeat }, locale) }
}

type FindKvittensInput = { employerId: string; reference: string } & Omit<KvittensTerms, 'orgnr'>

/** One of the employer's submissions in the words of the wire. Refuses (`not_found`) what is not theirs. */
export function findKvittens(
  { db, actor, now }: SpeakerContext,
  { employerId, reference, ...terms }: FindKvittensInput,
): Promise<Kvittens> {
  return forEmployer({ db, actor }, employerId, async (tx) => {
    const submission = await tx.submission.findFirst({
      where: { employerId, reference },
      omit: { report: true },
      include: WITH_REPLACEMENT,
    })
    if (!submission) throw new AppError('not_found', 'submission')
    const { orgnr } = await tx.employer.findUniqueOrThrow({ where: { id: employerId }, select: { orgnr: true } })
    return kvittensOf({ ...terms, submission, orgnr, duplicate: false }, now)
  })
}

// What the employer has handed in: list, receipt, withdrawal. On the wire a submission is a `kvittens` (contracts: "Gateway").

import { kvittensTerms } from '#lib/door/kvittens-terms.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import { findKvittens, kvittensOf } from '#lib/submissions/kvittens.ts'
import { listSubmissions } from '#lib/submissions/list-submissions.ts'
import { readGate } from '#lib/submissions/send-gate.ts'
import { isWireStatus, type WireStatus } from '#lib/submissions/status.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import { element } from '#lib/xml.ts'
import type { Caller, Gateway } from './gateway.ts'
import { kvittensXml, sendKvittens } from './send-kvittens.ts'

export const MOST_LISTED = LIMITS.listedSubmissions

/** GET /kvittenser?antal=50&efter=<cursor>&status=: newest first, a page at a time. */
export async function sendSubmissionList(gateway: Gateway, call: Call, { employerId, orgnr, actor }: Caller): Promise<void> {
  const { searchParams: query } = call.url
  const sought = { employerId, limit: readCount(query.get('antal')), status: readStatus(query.get('status')) }
  const page = await listSubmissions(
    { db: gateway.db, actor, now: call.now },
    { ...sought, after: query.get('efter') ?? undefined },
  )
  const terms = { orgnr, ...(await kvittensTerms(gateway, call)) }
  const kvittenser = page.submissions.map((submission) => kvittensOf({ ...terms, submission, duplicate: false }, call.now))
  const xml = element('kvittenser', kvittenser.map(kvittensXml).join(''), { nasta: page.next ?? undefined })
  sendReply(call, { status: 200, json: { kvittenser, nasta: page.next }, xml, tagged: true })
}

function readCount(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  const digits = String(MOST_LISTED).length
  if (!/^\d+$/.test(text) || text.length > digits || Number(text) < 1 || Number(text) > MOST_LISTED)
    throw new AppError('invalid', 'count')
  return Number(text)
}

function readStatus(text: string | null): WireStatus | undefined {
  if (text === null || text === '') return undefined
  if (!isWireStatus(text)) throw new AppError('invalid', 'status')
  return text
}

/** GET /kvittenser/{referens}: the receipt of one submission, as it is now. */
export async function sendSubmissionReceipt(gateway: Gateway, call: Call, { employerId, actor }: Caller): Promise<void> {
  const sought = { employerId, reference: requireReference(call), ...(await kvittensTerms(gateway, call)) }
  const kvittens = await findKvittens({ db: gateway.db, actor, now: call.now }, sought)
  sendReply(call, { status: 200, json: kvittens, xml: kvittensXml(kvittens), tagged: true })
}

/** Refuses (`not_found`) any other spelling than the canonical one, so that each submission has one address. */
function requireReference({ params }: Call): string {
  const { referens = '' } = params
  if (parseReference(referens) !== referens) throw new AppError('not_found', 'submission')
  return referens
}

/** POST /kvittenser/{referens}?aterkalla=1: withdraws the submission. Refused (`conflict`) once it may have arrived. */
export async function withdrawByReference(gateway: Gateway, call: Call, { employerId, orgnr, actor }: Caller): Promise<void> {
  if (call.url.searchParams.get('aterkalla') !== '1') throw new AppError('invalid', 'act')
  const submission = await withdrawSubmission(
    { db: gateway.db, actor, now: call.now },
    { employerId, reference: requireReference(call), gate: await readGate(gateway.db, gateway.env.PAYLOAD_DIR) },
  )
  gateway.log.info('submission.withdraw', { submissionId: submission.id, employerId })
  await sendKvittens(gateway, call, { submission, orgnr, duplicate: false, status: 200 })
}

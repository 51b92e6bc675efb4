import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { listSubmissions } from '#lib/submissions/list-submissions.ts'
import { isWireStatus, type WireStatus } from '#lib/submissions/status.ts'
import { element } from '#lib/xml.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import { sendReply } from './reply.ts'
import { kvittensXml } from './send-kvittens.ts'

export const MOST_LISTED = LIMITS.listedSubmissions

/** GET /kvittenser?antal=50&efter=<cursor>&status=: newest first, a page at a time. */
export async function sendSubmissionList({ db }: Gateway, call: GatewayCall, { employerId, orgnr }: Caller): Promise<void> {
  const { searchParams: query } = call.url
  const sought = { employerId, limit: readCount(query.get('antal')), status: readStatus(query.get('status')) }
  const page = await listSubmissions({ db, now: call.now }, { ...sought, after: query.get('efter') ?? undefined })
  const kvittenser = page.submissions.map((submission) => kvittensOf({ submission, orgnr, duplicate: false }, call.now))
  const xml = element('kvittenser', kvittenser.map(kvittensXml).join(''), { nasta: page.next ?? undefined })
  sendReply(call.request, call.response, { status: 200, json: { kvittenser, nasta: page.next }, xml, tagged: true })
}

function readCount(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  if (!/^\d{1,3}$/.test(text) || Number(text) < 1 || Number(text) > MOST_LISTED) throw new AppError('invalid', 'count')
  return Number(text)
}

function readStatus(text: string | null): WireStatus | undefined {
  if (text === null || text === '') return undefined
  if (!isWireStatus(text)) throw new AppError('invalid', 'status')
  return text
}

import type { Finding, Report } from '#lib/checking/report.ts'
import { localeOf } from '#lib/door/locale.ts'
import { headerOf } from '#lib/door/read-headers.ts'
import { sendReply } from '#lib/door/reply.ts'
import { requireWholeFile } from '#lib/door/require-whole-file.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { readFileName } from '#lib/intake/read-file-name.ts'
import { readKey } from '#lib/intake/read-key.ts'
import { NEEDS_HISTORY } from '#lib/services/rules.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { requirePlace } from '#lib/submissions/take-file.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { handInForm } from './hand-in-form.ts'
import { digestOf, requireService, type WebOrder } from './order.ts'
import { hasUnseen, sendWebReport } from './send-report.ts'
import { submitWebFile, takeWhileLoggedIn } from './submit.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** POST /api/inlamningar: the file as the body, or a plain form (contracts: "Portal upload"). */
export async function handIn(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const { headers } = call.request
  requireWholeFile(headers)
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'multipart/form-data') return handInForm(web, call, sender)
  if (type.startsWith('multipart/')) throw new AppError('unsupported')
  return handInRaw(web, call, sender)
}

/** Findings from the history in one answer; the submission's report has all. */
const MOST_FINDINGS = 50

/** The body is the file; service, employer and name are headers. 201 with the receipt, 200 with the first one for a repeat. */
async function handInRaw(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const { request, response, now } = call
  const target = { service: headerOf(request, 'x-tjanst'), employer: headerOf(request, 'x-arbetsgivare') }
  const order: WebOrder = {
    sender,
    service: requireService(target, sender, now),
    fileName: readFileName(headerOf(request, 'x-filnamn') ?? ''),
    idempotencyKey: readKey(headerOf(request, 'idempotency-key')),
  }
  const bytes = lengthOf(request.headers['content-length'])
  const sha256 = digestOf(headerOf(request, 'x-sha256'))
  const seen = headerOf(request, 'x-sedda')
  await requirePlace(web, order, bytes ?? 0)
  await web.gate.run(sender.employer.employerId, async () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    const file = await takeWhileLoggedIn(web, call, order, { body: readBody(request), bytes, sha256 })
    if (file.kind === 'stopped') return sendWebReport(web, call, { file, why: 'stopped' })
    if (hasUnseen(file.report, seen)) {
      await file.payload.discard()
      return sendWebReport(web, call, { file, why: 'unseen' })
    }
    const { submission, duplicate } = await submitWebFile(web, call, order, file)
    const answer = kvittensOf({ submission, orgnr: sender.employer.orgnr, duplicate }, new Date())
    const before = duplicate ? {} : sentBefore(file.report, localeOf(request))
    const headers = { Location: `/api/inlamningar/${submission.reference}` }
    sendReply(call, { status: duplicate ? 200 : 201, headers, json: { ...answer, ...before } })
  })
}

/** The findings that need the history (F11, F13), which the browser could not make; no member when there are none. */
function sentBefore({ tjanst, findings }: Report, locale: Locale): { findings?: (Finding & { text: string })[] } {
  const found = findings.filter(({ code }) => (NEEDS_HISTORY as readonly string[]).includes(code)).slice(0, MOST_FINDINGS)
  if (found.length === 0) return {}
  return { findings: found.map((finding) => ({ ...finding, text: findingText(finding, locale, tjanst) })) }
}

function lengthOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

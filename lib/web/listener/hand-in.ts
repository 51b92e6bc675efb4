import { localeOf } from '#lib/door/locale.ts'
import { headerOf } from '#lib/door/read-headers.ts'
import { sendReply } from '#lib/door/reply.ts'
import { requireWholeFile } from '#lib/door/require-whole-file.ts'
import type { Call } from '#lib/door/route.ts'
import { submitReceived } from '#lib/door/submit.ts'
import { AppError } from '#lib/errors.ts'
import { historyIn } from '#lib/intake/ask-history.ts'
import { type Order, requirePlace } from '#lib/intake/order.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { readFileName } from '#lib/intake/read-file-name.ts'
import { readKey } from '#lib/intake/read-key.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import { findingsJson } from '#lib/report-files/report-json.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { handInForm } from './hand-in-form.ts'
import { digestOf, requireService, seenIn } from './order.ts'
import { sendWebReport } from './send-report.ts'
import { loginSender, whileLoggedIn } from './submit.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** POST /api/inlamningar: the file as the body, or a plain form (contracts: "Portal upload"). */
export async function handIn(web: Web, call: Call, caller: WebCaller): Promise<void> {
  const { headers } = call.request
  requireWholeFile(headers)
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'multipart/form-data') return handInForm(web, call, caller)
  if (type.startsWith('multipart/')) throw new AppError('unsupported')
  return handInRaw(web, call, caller)
}

/** Findings from the history in one answer; the submission's report has all. */
const MOST_FINDINGS = 50

/** The body is the file; service, employer and name are headers. 201 with the receipt, 200 with the first one for a repeat. */
async function handInRaw(web: Web, call: Call, caller: WebCaller): Promise<void> {
  const { request, response, now } = call
  const { employer } = caller
  const length = request.headers['content-length']
  const order: Order = {
    ...{ employer, way: 'browser', test: false, seen: seenIn(call) },
    service: requireService(
      { service: headerOf(request, 'x-tjanst'), employer: headerOf(request, 'x-arbetsgivare') },
      caller,
      now,
    ),
    fileName: readFileName(headerOf(request, 'x-filnamn') ?? ''),
    idempotencyKey: readKey(headerOf(request, 'idempotency-key')),
    declared: { bytes: length === undefined ? undefined : Number(length), sha256: digestOf(headerOf(request, 'x-sha256')) },
  }
  await requirePlace(web, order, order.declared.bytes ?? 0)
  await web.gate.run(employer.employerId, async () => {
    if (request.headers.expect !== undefined) response.writeContinue()
    const take = () => receiveFile({ ...web, now }, { order, body: readBody(request) })
    const file = await whileLoggedIn(web, call, take)
    if (file.kind !== 'clean') return sendWebReport(web, call, file)
    const { submission, duplicate } = await submitReceived(web, { order, file, sender: loginSender(caller), begunAt: now })
    const kvittens = kvittensOf({ submission, orgnr: employer.orgnr, duplicate }, new Date())
    // What the browser could not know.
    const found = duplicate ? [] : historyIn(file.report).slice(0, MOST_FINDINGS)
    const told =
      found.length === 0 ? {} : { findings: findingsJson(found, { locale: localeOf(request), tjanst: order.service.id }) }
    const headers = { Location: `/api/inlamningar/${submission.reference}` }
    sendReply(call, { status: duplicate ? 200 : 201, headers, json: { ...kvittens, ...told } })
  })
}

import type { Finding, Report } from '#lib/checking/report.ts'
import { decodeFileName } from '#lib/intake/clean-file-name.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { readKey } from '#lib/intake/read-key.ts'
import { NEEDS_HISTORY } from '#lib/services/rules.ts'
import { kvittensOf } from '#lib/submissions/kvittens.ts'
import { requirePlace } from '#lib/submissions/take-file.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Locale } from '#lib/text/locale.ts'
import { hasUnseen } from './has-unseen.ts'
import { requireService, type WebOrder } from './order.ts'
import { digestOf, header } from './read-header.ts'
import { sendJson } from './reply.ts'
import { localeOf } from './send-fault.ts'
import { sendWebReport } from './send-report.ts'
import { submitWebFile } from './submit.ts'
import { takeWhileLoggedIn } from './take-while-logged-in.ts'
import type { Web, WebCall } from './web.ts'
import { requireWebCaller } from './web-caller.ts'

/** Of what was sent before; the whole stands in the submission's report. */
const MOST_TOLD = 50

/** The body is the file, its errand stands in headers. 201 with the receipt, 200 with the first one for a repeat. */
export async function handInRaw(web: Web, call: WebCall): Promise<void> {
  const { request, response, now } = call
  const sender = await requireWebCaller(web, call)
  const wish = { service: header(call, 'x-tjanst'), employer: header(call, 'x-arbetsgivare') }
  const order: WebOrder = {
    sender,
    service: requireService(wish, sender, now),
    fileName: decodeFileName(header(call, 'x-filnamn')),
    idempotencyKey: readKey(header(call, 'idempotency-key')),
  }
  const bytes = lengthOf(request.headers['content-length'])
  const sha256 = digestOf(header(call, 'x-sha256'))
  const seen = header(call, 'x-sedda')
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
    sendJson(response, duplicate ? 200 : 201, { ...answer, ...before }, { Location: `/api/inlamningar/${submission.reference}` })
  })
}

/** What the browser could not know: F11 and F13, as in a report. Nothing when there is none. */
function sentBefore({ findings }: Report, locale: Locale): { findings?: (Finding & { text: string })[] } {
  const found = findings.filter(({ code }) => (NEEDS_HISTORY as readonly string[]).includes(code)).slice(0, MOST_TOLD)
  return found.length === 0 ? {} : { findings: found.map((finding) => ({ ...finding, text: findingText(finding, locale) })) }
}

function lengthOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

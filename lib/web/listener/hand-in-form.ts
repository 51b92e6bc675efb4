import { endEarly } from '#lib/door/end-connection.ts'
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { UploadAborted } from '#lib/intake/read-body.ts'
import { type Fields, readForm } from '#lib/intake/read-form.ts'
import { readKey } from '#lib/intake/read-key.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { keepReport } from '#lib/submissions/kept-reports.ts'
import { requirePlace } from '#lib/submissions/take-file.ts'
import { requireService, type WebOrder } from './order.ts'
import { faultPage, problemFrom } from './send-back.ts'
import { submitWebFile, takeWhileLoggedIn } from './submit.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

type FormSender = { sender: WebCaller; fields: Fields }
type FormFile = { order: WebOrder; file: ReceivedFile }

/** The form without JavaScript: every outcome is a redirect (303) to a page. */
export async function handInForm(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const fields: Fields = new Map()
  try {
    sendSeeOther(call.response, await receive(web, call, { sender, fields }))
  } catch (error) {
    if (error instanceof UploadAborted) throw error
    const problem = problemFrom(web, call, error)
    endEarly(call.request, call.response)
    sendSeeOther(call.response, faultPage(problem, pageOf(fields)))
  }
}

/** Returns the address of the page that shows the outcome. */
async function receive(web: Web, call: Call, { sender, fields }: FormSender): Promise<string> {
  return web.gate.run(sender.employer.employerId, async () => {
    if (call.request.headers.expect !== undefined) call.response.writeContinue()
    const { order, file } = await take(web, call, { sender, fields })
    if (file.kind === 'clean') {
      const { submission, duplicate } = await submitWebFile(web, call, order, file)
      return `/inlamningar/${submission.reference}${duplicate ? '?dubblett=1' : ''}`
    }
    const { employerId } = sender.employer
    const { sessionId } = sender.session
    const { report, sha256 } = file
    const kept = { employerId, sessionId, service: order.service.id, fileName: order.fileName, report, sha256 }
    web.log.info('refused', { route: call.route.name, code: 'stopped', status: 422, service: order.service.id })
    return `/rapport/${await keepReport({ db: web.db, now: call.now }, kept)}`
  })
}

async function take(web: Web, call: Call, { sender, fields }: FormSender): Promise<FormFile> {
  let taken: FormFile | undefined
  try {
    await readForm({ request: call.request, fields, fileField: 'fil' }, async ({ name, body }) => {
      const target = { service: fields.get('tjanst'), employer: fields.get('arbetsgivare') }
      if (target.service === undefined || target.employer === undefined) throw new AppError('invalid', 'form')
      const service = requireService(target, sender, call.now)
      const order = { sender, service, fileName: name, idempotencyKey: readKey(fields.get('nyckel')) }
      await requirePlace(web, order, 0)
      taken = { order, file: await takeWhileLoggedIn(web, call, order, { body }) }
    })
    if (!taken) throw new Error('the form ended without its file')
    return taken
  } catch (error) {
    if (taken?.file.kind === 'clean') await taken.file.payload.discard()
    throw error
  }
}

/** The form's page, when the service has been read. */
function pageOf(fields: Fields): string {
  const service = fields.get('tjanst')
  return service && /^[a-z]{1,40}$/.test(service) ? `/lamna/${service}` : '/lamna'
}

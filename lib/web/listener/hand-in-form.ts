import { endEarly } from '#lib/door/end-connection.ts'
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { submitReceived } from '#lib/door/submit.ts'
import { AppError } from '#lib/errors.ts'
import { keepReport } from '#lib/intake/kept-reports.ts'
import { type Order, requirePlace } from '#lib/intake/order.ts'
import { UploadAborted } from '#lib/intake/read-body.ts'
import { type Fields, readForm } from '#lib/intake/read-form.ts'
import { readKey } from '#lib/intake/read-key.ts'
import { receiveFile } from '#lib/intake/receive-file.ts'
import type { Received } from '#lib/intake/received.ts'
import { requireService } from './order.ts'
import { faultPage, problemFrom } from './send-back.ts'
import { loginSender, whileLoggedIn } from './submit.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

type NamedFile = { order: Order & { fileName: string }; file: Received }

type FormSender = { caller: WebCaller; fields: Fields }

/** The form without JavaScript: every outcome is a redirect (303) to a page. */
export async function handInForm(web: Web, call: Call, caller: WebCaller): Promise<void> {
  const fields: Fields = new Map()
  try {
    sendSeeOther(call.response, await receive(web, call, { caller, fields }))
  } catch (error) {
    if (error instanceof UploadAborted) throw error
    const problem = problemFrom(web, call, error)
    endEarly(call.request, call.response)
    sendSeeOther(call.response, faultPage(problem, pageOf(fields)))
  }
}

/** Returns the address of the page that shows the outcome. */
async function receive(web: Web, call: Call, { caller, fields }: FormSender): Promise<string> {
  const { session, employer } = caller
  return web.gate.run(employer.employerId, async () => {
    if (call.request.headers.expect !== undefined) call.response.writeContinue()
    const { order, file } = await whileLoggedIn(web, call, () => take(web, call, { caller, fields }))
    if (file.kind === 'clean') {
      const submitted = await submitReceived(web, { order, file, sender: loginSender(caller), begunAt: call.now })
      return `/inlamningar/${submitted.submission.reference}${submitted.duplicate ? '?dubblett=1' : ''}`
    }
    const { report, sha256 } = file
    const { employerId } = employer
    const { sessionId } = session
    const kept = { employerId, sessionId, service: order.service.id, fileName: order.fileName, report, sha256 }
    web.log.info('refused', { route: call.route.name, code: 'stopped', status: 422, service: order.service.id })
    return `/rapport/${await keepReport({ db: web.db, now: call.now }, kept)}`
  })
}

async function take(web: Web, { request, now }: Call, { caller, fields }: FormSender): Promise<NamedFile> {
  let taken: NamedFile | undefined
  try {
    await readForm({ request, fields, fileField: 'fil' }, async ({ name, body }) => {
      const target = { service: fields.get('tjanst'), employer: fields.get('arbetsgivare') }
      if (target.service === undefined || target.employer === undefined) throw new AppError('invalid', 'form')
      const order = {
        ...({ employer: caller.employer, way: 'browser', test: false, seen: undefined, declared: {} } as const),
        service: requireService(target, caller, now),
        fileName: name,
        idempotencyKey: readKey(fields.get('nyckel')),
      }
      await requirePlace(web, order, 0)
      taken = { order, file: await receiveFile({ ...web, now }, { order, body }) }
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

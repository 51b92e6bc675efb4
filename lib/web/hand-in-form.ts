import { cleanFileName } from '#lib/intake/clean-file-name.ts'
import { UploadAborted } from '#lib/intake/read-body.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { keepReport } from '#lib/submissions/keep-report.ts'
import { faultPage } from './fault-page.ts'
import { type Order, readKey, requireService } from './order.ts'
import { readForm } from './read-form.ts'
import { endEarly, seeOther } from './reply.ts'
import { problemFrom } from './send-fault.ts'
import { requireSender } from './sender.ts'
import { submit } from './submit.ts'
import { requirePlace, takeFile } from './take-file.ts'
import type { Call, Web } from './web.ts'

type Taken = { order: Order; file: ReceivedFile }
/** Which page to lead back to when it fails: known as soon as the form's first fields are. */
type Place = { service: string | undefined }

const ROUTE = '/api/inlamningar (form)'

/** The form without JavaScript: whatever comes of it is told on a page (303). */
export async function handInForm(web: Web, call: Call): Promise<void> {
  const place: Place = { service: undefined }
  try {
    seeOther(call.response, await receive(web, call, place))
  } catch (error) {
    if (error instanceof UploadAborted) throw error
    const problem = problemFrom(web, { request: call.request, route: ROUTE }, error)
    endEarly(call.request, call.response)
    seeOther(call.response, faultPage(problem, pageOf(place)))
  }
}

/** The address of the page that tells how it went. */
async function receive(web: Web, call: Call, place: Place): Promise<string> {
  const sender = await requireSender(web, call)
  return web.gate.run(sender.employer.employerId, async () => {
    if (call.request.headers.expect !== undefined) call.response.writeContinue()
    const { order, file } = await take(web, call, { sender, place })
    if (file.kind === 'clean') {
      const { submission, duplicate } = await submit(web, call, order, file)
      return `/inlamningar/${submission.reference}${duplicate ? '?dubblett=1' : ''}`
    }
    const { employerId } = sender.employer
    const { sessionId } = sender.session
    const kept = { employerId, sessionId, service: order.service.id, fileName: order.fileName, report: file.report }
    web.log.info('refused', { route: ROUTE, code: 'stopped', status: 422, service: order.service.id })
    return `/rapport/${await keepReport(web.db, kept, call.now)}`
  })
}

async function take(web: Web, call: Call, { sender, place }: { sender: Order['sender']; place: Place }): Promise<Taken> {
  let taken: Taken | undefined
  try {
    await readForm(call.request, async (fields, { name, body }) => {
      place.service = fields.get('tjanst')
      const service = requireService({ service: place.service, employer: fields.get('arbetsgivare') }, sender, call.now)
      const fileName = cleanFileName(name)
      const order = { sender, service, fileName, idempotencyKey: readKey(fields.get('nyckel')) }
      await requirePlace(web, order, 0)
      taken = { order, file: await takeFile(web, call, order, { body }) }
    })
    if (!taken) throw new Error('the form ended without its file')
    return taken
  } catch (error) {
    if (taken?.file.kind === 'clean') await taken.file.payload.discard()
    throw error
  }
}

/** The form's own page. */
function pageOf({ service }: Place): string {
  return service && /^[a-z]{1,40}$/.test(service) ? `/lamna/${service}` : '/lamna'
}

import { actorOf } from '#lib/access/actor.ts'
import { endEarly } from '#lib/door/end-connection.ts'
import type { HandInResult } from '#lib/door/hand-in.ts'
import { handInForm } from '#lib/door/hand-in-form.ts'
import { sendSeeOther } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseReference } from '#lib/identifiers.ts'
import { keepReport } from '#lib/intake/kept-reports.ts'
import { UploadAborted } from '#lib/intake/read-body.ts'
import type { Fields } from '#lib/intake/read-form.ts'
import { orderOfPerson } from './order.ts'
import { personSender } from './person-sender.ts'
import { faultPage, problemFrom } from './send-back.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/** The form without JavaScript: every outcome is a redirect (303) to a page. */
export async function handInPlainForm(web: Web, call: Call, caller: WebCaller): Promise<void> {
  const fields: Fields = new Map()
  let name = ''
  const orderOf = (fileName: string) => {
    name = fileName
    return orderOfForm(call, caller, { fields, fileName })
  }
  const answer = async (result: HandInResult) =>
    sendSeeOther(call.response, await pageOf(web, call, { caller, result, name, fields }))
  try {
    const sender = { ...personSender(web, call, caller), answer }
    await handInForm(web, call, { sender, fileField: 'fil', fields, orderOf })
  } catch (error) {
    if (error instanceof UploadAborted) throw error
    const problem = problemFrom(web, call, error)
    endEarly(call.request, call.response)
    sendSeeOther(call.response, faultPage(problem, formPage(fields)))
  }
}

function orderOfForm(call: Call, caller: WebCaller, { fields, fileName }: { fields: Fields; fileName: string }) {
  const [tjanst, arbetsgivare] = [fields.get('tjanst'), fields.get('arbetsgivare')]
  if (tjanst === undefined || arbetsgivare === undefined) throw new AppError('invalid', 'form')
  const order = orderOfPerson(call, caller, { tjanst, arbetsgivare, fileName, key: fields.get('nyckel') })
  // Its page shows the remarks after the hand-in.
  return { ...order, seen: undefined }
}

type PageOfInput = { caller: WebCaller; result: HandInResult; name: string; fields: Fields }

/** The page that shows the outcome: the submission, or the report of a file that was not taken, kept for this login. */
async function pageOf({ db }: Web, { now }: Call, { caller, result, name, fields }: PageOfInput): Promise<string> {
  if (result.kind === 'submitted') return `/inlamningar/${result.submission.reference}${result.duplicate ? '?dubblett=1' : ''}`
  const { report, sha256 } = result
  const { employerId } = caller.employer
  const { sessionId } = caller.session
  return `/rapport/${await keepReport({ db, actor: actorOf(caller.session), now }, { employerId, sessionId, service: report.tjanst, fileName: name, report, sha256 })}${replacesQuery(fields)}`
}

/** The form's page, when the service has been read. */
function formPage(fields: Fields): string {
  const service = fields.get('tjanst')
  if (!service || !/^[a-z]{1,40}$/.test(service)) return '/lamna'
  return `/lamna/${service}${replacesQuery(fields)}`
}

/** What the file is to replace, for the page on which the corrected one is chosen. */
function replacesQuery(fields: Fields): string {
  const reference = parseReference(fields.get('ersatter') ?? '')
  return reference ? `?ersatter=${reference}` : ''
}

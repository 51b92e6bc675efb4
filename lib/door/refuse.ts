import { UploadAborted } from '#lib/intake/read-body.ts'
import type { Log } from '#lib/log.ts'
import { element, escapeXml } from '#lib/xml.ts'
import { endEarly } from './end-connection.ts'
import { localeOf } from './locale.ts'
import { logProblem, type Problem } from './problem.ts'
import { sendReply, sendSeeOther } from './reply.ts'
import type { Call, RouteHead } from './route.ts'

export type RefusedCall = Pick<Call, 'request' | 'response' | 'forms'> & {
  /** Undefined: no route was found. */
  route: RouteHead | undefined
  /** The address that a plain form is sent back to, if it is one. */
  sendBack?: ((problem: Problem) => string | undefined) | undefined
}

/** Answers with the refusal's sentence, or with an id under which the bug is logged. */
export function refuse(log: Log, call: RefusedCall, error: unknown): void {
  const { request, response, route } = call
  const name = route?.name ?? 'none'
  if (error instanceof UploadAborted) {
    log.info('upload.aborted', { route: name })
    response.destroy()
    return
  }
  // Logged also when the connection has gone.
  const problem = logProblem(log, { route: name, locale: localeOf(request) }, error)
  if (response.destroyed) return
  if (response.headersSent) {
    response.destroy() // part of an answer has been sent already
    return
  }
  endEarly(request, response)
  const back = call.sendBack?.(problem)
  const { status, headers, body } = problem
  if (back !== undefined) sendSeeOther(response, back)
  else sendReply(call, { status, headers, json: body, xml: problemXml(body), problem: 'both' })
}

/** RFC 9457 appendix B. */
function problemXml(body: Problem['body']): string {
  const members = Object.entries(body).map(([name, value]) => element(name, escapeXml(String(value))))
  return element('problem', members.join(''), { xmlns: 'urn:ietf:rfc:7807' })
}

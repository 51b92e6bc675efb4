import { endEarly } from '#lib/door/end-connection.ts'
import { readLocale } from '#lib/door/locale.ts'
import { logProblem, type Problem } from '#lib/door/problem.ts'
import { UploadAborted } from '#lib/intake/read-body.ts'
import type { Locale } from '#lib/text/locale.ts'
import { element, escapeXml } from '#lib/xml.ts'
import type { Gateway, GatewayCall } from './gateway.ts'
import { sendReply } from './reply.ts'

type RefusedCall = Pick<GatewayCall, 'request' | 'response'> & { route: string }

/** Answers with the refusal's sentence, or with an id under which the bug is logged. */
export function refuse({ log }: Gateway, { request, response, route }: RefusedCall, error: unknown): void {
  if (error instanceof UploadAborted) {
    log.info('upload.aborted', { route })
    response.destroy()
    return
  }
  // Logged also when the connection has gone.
  const { status, headers, body } = logProblem(log, { route, locale: acceptedLocale(request) }, error)
  if (response.destroyed) return
  if (response.headersSent) {
    response.destroy() // part of an answer has been sent already
    return
  }
  endEarly(request, response)
  sendReply(request, response, { status, headers, json: body, xml: problemXml(body), problem: 'both' })
}

/** RFC 9457 appendix B. */
function problemXml(body: Problem['body']): string {
  const members = Object.entries(body).map(([name, value]) => element(name, escapeXml(String(value))))
  return element('problem', members.join(''), { xmlns: 'urn:ietf:rfc:7807' })
}

export function acceptedLocale({ headers }: GatewayCall['request']): Locale {
  return readLocale(undefined, headers['accept-language'])
}

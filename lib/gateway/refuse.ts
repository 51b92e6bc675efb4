import { readLocale } from '#lib/http/locale.ts'
import { bugProblem, type Problem, problemOf, refusalOf } from '#lib/http/problem.ts'
import type { Call, Gateway } from './gateway.ts'
import { element, escapeXml, send } from './reply.ts'

type Answered = Pick<Call, 'request' | 'response'>

/** Answers with the refusal's sentence, or with an id under which the bug is logged. */
export function refuse({ log }: Gateway, { request, response }: Answered, error: unknown): void {
  const locale = readLocale(undefined, request.headers['accept-language'])
  const refusal = refusalOf(error)
  if (refusal)
    log.info('refused', { code: refusal.code, status: refusal.status, ...(refusal.detail && { detail: refusal.detail }) })
  const problem = refusal ? problemOf(refusal, locale) : bugProblem(log.fault('bug', error), locale)
  if (response.headersSent) {
    response.destroy()
    return
  }
  if (!request.complete) response.setHeader('Connection', 'close')
  request.resume()
  const { status, headers, body } = problem
  send(request, response, { status, headers, json: body, xml: xmlOf(body), problem: true })
}

/** RFC 9457 appendix B. */
function xmlOf(body: Problem['body']): string {
  const members = Object.entries(body).map(([name, value]) => element(name, escapeXml(String(value))))
  return element('problem', members.join(''), { xmlns: 'urn:ietf:rfc:7807' })
}

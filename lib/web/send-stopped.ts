import { AppError } from '#lib/errors.ts'
import { PROBLEM_TYPE, problemOf } from '#lib/http/problem.ts'
import type { StoppedFile } from '#lib/intake/received-file.ts'
import { findingText } from '#lib/text/findings.ts'
import { sendJson } from './reply.ts'
import { localeOf } from './send-fault.ts'
import type { Call, Web } from './web.ts'

/** 422 with the whole report in the command line's shape. contracts: "Gateway". */
export function sendStopped(web: Web, { request, response }: Call, { report, sha256 }: StoppedFile): void {
  const locale = localeOf(request)
  const problem = problemOf(new AppError('stopped'), locale)
  web.log.info('refused', { route: '/api/inlamningar', code: 'stopped', status: problem.status, service: report.tjanst })
  const findings = report.findings.map((finding) => ({ ...finding, text: findingText(finding, locale) }))
  sendJson(response, problem.status, { ...problem.body, ...report, findings, sha256 }, { 'Content-Type': PROBLEM_TYPE })
}

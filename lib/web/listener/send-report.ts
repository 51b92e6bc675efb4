import { PROBLEM_TYPE, problemOf } from '#lib/door/problem.ts'
import { AppError } from '#lib/errors.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { findingText } from '#lib/text/findings.ts'
import { sendJson } from './reply.ts'
import { localeOf } from './send-fault.ts'
import type { Web, WebCall } from './web.ts'

type UntakenFile = { file: Pick<ReceivedFile, 'report' | 'sha256'>; why: 'stopped' | 'unseen' }

/**
 * The whole report in the command line's shape, and why the file was not taken: 422 `stopped`, or 409 `unseen` where there
 * are remarks that only the server can make and the person has not seen them. contracts: "Gateway".
 */
export function sendWebReport(web: Web, { request, response }: WebCall, { file, why }: UntakenFile): void {
  const { report, sha256 } = file
  const locale = localeOf(request)
  const problem = problemOf(why === 'stopped' ? new AppError('stopped') : new AppError('conflict', 'unseen'), locale)
  web.log.info('refused', { route: '/api/inlamningar', code: why, status: problem.status, service: report.tjanst })
  const findings = report.findings.map((finding) => ({ ...finding, text: findingText(finding, locale) }))
  sendJson(response, problem.status, { ...problem.body, ...report, findings, sha256 }, { 'Content-Type': PROBLEM_TYPE })
}

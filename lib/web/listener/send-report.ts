import { localeOf } from '#lib/door/locale.ts'
import { problemOf } from '#lib/door/problem.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import type { UntakenFile } from '#lib/intake/received.ts'
import { findingsJson } from '#lib/report-files/report-json.ts'
import type { Web } from './web.ts'

/**
 * Answers with the report and the reason for the refusal: 422 `stopped`, or 409 `unseen` when it has remarks that only the server
 * can make and the person has not seen. contracts: "Gateway".
 */
export function sendWebReport(web: Web, call: Call, { kind, report, sha256 }: UntakenFile): void {
  const locale = localeOf(call.request)
  const { tjanst } = report
  const problem = problemOf(kind === 'unseen' ? new AppError('conflict', 'unseen') : new AppError('stopped'), locale)
  web.log.info('refused', { route: call.route.name, code: kind, status: problem.status, service: tjanst })
  const findings = findingsJson(report.findings, { locale, tjanst })
  sendReply(call, { status: problem.status, json: { ...problem.body, ...report, findings, sha256 }, problem: 'json' })
}

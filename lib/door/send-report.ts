import { AppError } from '#lib/errors.ts'
import type { UntakenFile } from '#lib/intake/received.ts'
import { reportObject } from '#lib/report-files/report-json.ts'
import { reportXml } from '#lib/report-files/report-xml.ts'
import { localeOf } from './locale.ts'
import { problemOf } from './problem.ts'
import { sendReply } from './reply.ts'
import type { Call } from './route.ts'

/**
 * Answers with the report of a file that was not taken (contracts: "Gateway"): 200 for a test without a stop, 422 (`stopped`),
 * or 409 (`unseen`) for remarks that its sender has not seen. `more`: members of the JSON besides the contract's.
 */
export function sendReport(call: Call, { kind, report, sha256 }: UntakenFile, more: object = {}): void {
  const locale = localeOf(call.request)
  const json = { ...more, ...reportObject(report, { locale, sha256 }) }
  const xml = reportXml(report, locale)
  if (kind === 'tested' && report.stop === 0) {
    sendReply(call, { status: 200, json, xml })
    return
  }
  const refusal = kind === 'unseen' ? new AppError('conflict', 'unseen') : new AppError('stopped')
  const { status, body } = problemOf(refusal, locale)
  sendReply(call, { status, json: { ...body, ...json }, xml, problem: 'json' })
}

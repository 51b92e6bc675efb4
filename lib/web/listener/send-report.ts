import type { Report } from '#lib/checking/report.ts'
import { localeOf } from '#lib/door/locale.ts'
import { problemOf } from '#lib/door/problem.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import type { ReceivedFile } from '#lib/intake/received-file.ts'
import { NEEDS_HISTORY } from '#lib/services/rules.ts'
import { findingText } from '#lib/text/findings.ts'
import type { Web } from './web.ts'

type UntakenFile = { file: Pick<ReceivedFile, 'report' | 'sha256'>; why: 'stopped' | 'unseen' }

/**
 * Answers with the report and the reason for the refusal: 422 `stopped`, or 409 `unseen` when it has remarks that only the server
 * can make and the person has not seen. contracts: "Gateway".
 */
export function sendWebReport(web: Web, call: Call, { file, why }: UntakenFile): void {
  const { report, sha256 } = file
  const locale = localeOf(call.request)
  const problem = problemOf(why === 'stopped' ? new AppError('stopped') : new AppError('conflict', 'unseen'), locale)
  web.log.info('refused', { route: call.route.name, code: why, status: problem.status, service: report.tjanst })
  const findings = report.findings.map((finding) => ({ ...finding, text: findingText(finding, locale, report.tjanst) }))
  sendReply(call, { status: problem.status, json: { ...problem.body, ...report, findings, sha256 }, problem: 'json' })
}

/**
 * True when the report has remarks from the history that `seen` does not name. `seen` is the header X-Sedda (`D06, F11`, may be
 * empty); without it (scripts) nothing is unseen. A repeat of the same file is not asked about: it gets its first receipt.
 */
export function hasUnseen({ counts, findings }: Report, seen: string | undefined): boolean {
  if (seen === undefined) return false
  const codes = seen.split(',').map((code) => code.trim())
  if (findings.some(({ code, params }) => code === 'F11' && params.case === 'repeat')) return false
  return NEEDS_HISTORY.some((code) => (counts[code] ?? 0) > 0 && !codes.includes(code))
}

import { requireSameOrigin } from '#lib/door/same-origin.ts'
import { AppError } from '#lib/errors.ts'
import { findSameFile } from '#lib/submissions/find-same-file.ts'
import { sameFileFinding } from '#lib/submissions/same-file-finding.ts'
import { findingText } from '#lib/text/findings.ts'
import { requireService } from './order.ts'
import { readJson } from './read-json.ts'
import { sendJson } from './reply.ts'
import { localeOf } from './send-fault.ts'
import type { Web, WebCall } from './web.ts'
import { requireWebCaller } from './web-caller.ts'

/**
 * POST /api/inlamningar/fraga: what the history says of a file that is still on the person's computer, by its SHA-256 alone.
 * `{"tjanst", "arbetsgivare", "sha256"}` → `{"findings": […]}`, F11 or nothing.
 */
export async function askBeforeSending(web: Web, call: WebCall): Promise<void> {
  requireSameOrigin(call.request.headers, web.env.PUBLIC_URL)
  const sender = await requireWebCaller(web, call)
  const { tjanst, arbetsgivare, sha256 } = await readJson(call)
  const service = requireService({ service: word(tjanst), employer: word(arbetsgivare) }, sender, call.now)
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('invalid', 'sha256')
  const { employerId } = sender.employer
  const same = await findSameFile(web, { employerId, service: service.id, sha256 })
  const findings = same ? [sameFileFinding(same, call.now)] : []
  const locale = localeOf(call.request)
  sendJson(call.response, 200, { findings: findings.map((finding) => ({ ...finding, text: findingText(finding, locale) })) })
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

import { actorOf } from '#lib/access/actor.ts'
import { localeOf } from '#lib/door/locale.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { askHistory } from '#lib/intake/ask-history.ts'
import { findingsJson } from '#lib/report-files/report-json.ts'
import { requireService } from './order.ts'
import { readJson } from './read-json.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/**
 * POST /api/inlamningar/fraga: whether a file not yet uploaded has been handed in before, by its SHA-256.
 * `{"tjanst", "arbetsgivare", "sha256"}` → `{"findings": […]}`, F11 or nothing.
 */
export async function askBeforeSending(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const { tjanst, arbetsgivare, sha256 } = await readJson(call, MOST_BYTES)
  const service = requireService({ service: word(tjanst), employer: word(arbetsgivare) }, sender, call.now)
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('invalid', 'sha256')
  const { employerId } = sender.employer
  const { findings } = await askHistory(
    { db: web.db, actor: actorOf(sender.session), now: call.now },
    { employerId, service: service.id, sha256 },
  )
  const locale = localeOf(call.request)
  sendReply(call, { status: 200, json: { findings: findingsJson(findings, { locale, tjanst: service.id }) } })
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Bytes of a request. */
const MOST_BYTES = 4096

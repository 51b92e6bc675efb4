import { actorOf } from '#lib/access/actor.ts'
import { localeOf } from '#lib/door/locale.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { askHistory } from '#lib/intake/ask-history.ts'
import { readBody } from '#lib/intake/read-body.ts'
import { findingsJson } from '#lib/report-files/report-json.ts'
import { requireService } from './order.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/**
 * POST /api/inlamningar/fraga: whether a file not yet uploaded has been handed in before, by its SHA-256.
 * `{"tjanst", "arbetsgivare", "sha256"}` → `{"findings": […]}`, F11 or nothing.
 */
export async function askBeforeSending(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const { tjanst, arbetsgivare, sha256 } = await readJson(call)
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

/** Reads a JSON object of at most MOST_BYTES. Refuses (`invalid`, `json`), (`too_large`), (`unsupported`) another Content-Type. */
async function readJson({ request }: Call): Promise<Record<string, unknown>> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new AppError('unsupported')
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of readBody(request)) {
    bytes += part.length
    if (bytes > MOST_BYTES) throw new AppError('too_large')
    parts.push(part)
  }
  const value = parse(Buffer.concat(parts).toString('utf8'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AppError('invalid', 'json')
  return value as Record<string, unknown>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new AppError('invalid', 'json', { cause: error })
  }
}

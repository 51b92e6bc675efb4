import { actorOf } from '#lib/access/actor.ts'
import { localeOf } from '#lib/door/locale.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { askHistory } from '#lib/intake/ask-history.ts'
import { askSentCases } from '#lib/intake/ask-sent-cases.ts'
import { ASKED_BYTES, browserKeys } from '#lib/intake/case-keys.ts'
import { LIMITS } from '#lib/limits.ts'
import { findingsJson } from '#lib/report-files/report-json.ts'
import { requireService } from './order.ts'
import { readJson } from './read-json.ts'
import type { Web } from './web.ts'
import type { WebCaller } from './web-caller.ts'

/**
 * POST /api/inlamningar/fraga: whether a file not yet uploaded has been handed in before.
 * - `{"tjanst", "arbetsgivare", "sha256"}` → `{"findings": […], "nycklar": {"egen", "fraga"}}`: F11 or nothing, by its SHA-256, and
 *   the keys by which this member's browser asks about its cases (base64).
 * - the same with `"fall"` → `{"fall": {"count", "first": [{"nth", "reference", "date"}]}}`, or `{}` where it cannot be said before
 *   the file is sent. `fall` is base64 of 16 bytes a case (lib/intake/case-keys.ts), at most LIMITS.askedCases.
 */
export async function askBeforeSending(web: Web, call: Call, sender: WebCaller): Promise<void> {
  const { tjanst, arbetsgivare, sha256, fall } = await readJson(call, MOST_BYTES)
  const service = requireService({ service: word(tjanst), employer: word(arbetsgivare) }, sender, call.now)
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) throw new AppError('invalid', 'sha256')
  const { employerId } = sender.employer
  const speaking = { db: web.db, actor: actorOf(sender.session) }
  const { HISTORY_KEY: key } = web.env
  const who = { key, employerId, personId: sender.session.personId }
  if (fall !== undefined) {
    const asked = readCases(fall)
    // As the hand-in that would else be asked: so many at once.
    const answer = await web.gate.run(employerId, () => askSentCases(speaking, { ...who, service: service.id, sha256, asked }))
    return sendReply(call, { status: 200, json: { fall: answer } })
  }
  const { findings } = await askHistory({ ...speaking, now: call.now }, { employerId, service: service.id, sha256 })
  const keys = browserKeys(who)
  const nycklar = { egen: keys.own.toString('base64'), fraga: keys.asked.toString('base64') }
  const locale = localeOf(call.request)
  sendReply(call, { status: 200, json: { findings: findingsJson(findings, { locale, tjanst: service.id }), nycklar } })
}

/** Refuses (`invalid`, `json`) what is not base64 of whole cases. */
function readCases(value: unknown): Uint8Array {
  const bytes = Buffer.from(word(value) ?? '', 'base64')
  if (bytes.length === 0 || bytes.length % ASKED_BYTES !== 0 || bytes.toString('base64') !== value) {
    throw new AppError('invalid', 'json')
  }
  return bytes
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Bytes of a request: the cases in base64, and the rest. */
const MOST_BYTES = 4096 + Math.ceil((LIMITS.askedCases * ASKED_BYTES) / 3) * 4

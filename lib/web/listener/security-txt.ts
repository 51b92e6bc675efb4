// /.well-known/security.txt (RFC 9116): where somebody who has found a hole reports it.
import { DAY_MS } from '#lib/calendar.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import type { Web } from './web.ts'

/** RFC 9116, 2.5.5: less than a year ahead. Counted from the day it is asked, so that a portal that runs never has a stale one. */
const COUNTS_DAYS = 90

/** 404 where the operator has named no contact. */
export async function showSecurityTxt({ env }: Web, { request, response, now }: Call): Promise<void> {
  const { SECURITY_CONTACT: contact, SECURITY_POLICY: policy, PUBLIC_URL } = env
  if (!contact) throw new AppError('not_found')
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${endOfCount(now)}`,
    'Preferred-Languages: sv, en',
    `Canonical: ${new URL('/.well-known/security.txt', PUBLIC_URL).href}`,
    ...(policy ? [`Policy: ${policy}`] : []),
  ]
  const body = lines.map((line) => `${line}\r\n`).join('')
  response.writeHead(200, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Midnight: whoever asks twice a day gets the same file. */
function endOfCount(now: Date): string {
  return `${new Date(now.getTime() + COUNTS_DAYS * DAY_MS).toISOString().slice(0, 10)}T00:00:00Z`
}

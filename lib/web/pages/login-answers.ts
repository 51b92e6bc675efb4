// What log-in and log-out answer: redirects and session cookies.

import { employersOf } from '#lib/access/employers-of.ts'
import type { LoginFault } from '#lib/access/login-fault.ts'
import { COOKIE_NAMES, type CookieName, LONGEST_MS } from '#lib/access/session-token.ts'
import type { LoginWay } from '#lib/access/start-session.ts'
import type { Db } from '#lib/db.ts'
import type { Log } from '#lib/log.ts'
import { seeOther } from './route.ts'

type LoginFailure = {
  fault: LoginFault
  way: LoginWay
  /** The page to go to after a successful try. */
  next?: string | undefined
  seconds?: number
  /** For the log alone. */
  cause?: Error | undefined
}

/** Redirects to the login page with the fault's code. */
export function loginFailed(log: Log, { fault, way, next, seconds, cause }: LoginFailure): Response {
  // ASVS 5.0, 16.3.1: failed logins are logged, without the person.
  const fields = { code: fault, detail: way }
  if (cause && fault !== 'avbruten') log.fault('login.failed', cause, fields)
  else log.info('login.failed', fields)
  const query = new URLSearchParams({ fel: fault, ...(seconds && { sekunder: String(seconds) }), ...(next && { next }) })
  return seeOther(`/logga-in?${query}`)
}

type AfterLoginInput = { personId: string; next: string | undefined }

/** The page after a login: `next` (a localPath), or first the choice of employer when there are several. */
export async function afterLogin({ db }: { db: Db }, { personId, next }: AfterLoginInput): Promise<string> {
  const employers = await employersOf({ db }, personId)
  if (employers.length === 1) return next ?? '/hem'
  if (employers.length === 0) {
    const person = await db.prisma.person.findUniqueOrThrow({ where: { id: personId }, select: { support: true } })
    return person.support ? '/support' : '/foretag'
  }
  return next ? `/foretag?${new URLSearchParams({ next })}` : '/foretag'
}

const attributes = (name: CookieName): string => `Path=/; HttpOnly; SameSite=Lax${name.startsWith('__Host-') ? '; Secure' : ''}`

/** Set-Cookie line for a session. */
export const sessionCookie = (name: CookieName, token: string): string =>
  `${name}=${token}; Max-Age=${LONGEST_MS / 1000}; ${attributes(name)}`

/** Set-Cookie lines that remove every session cookie. */
export const noSessionCookies = (): string[] => COOKIE_NAMES.map((name) => `${name}=; Max-Age=0; ${attributes(name)}`)

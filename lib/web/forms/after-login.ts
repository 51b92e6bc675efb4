// Where a login leads, and a login that failed.
//
// lib/web/forms is what the listener and the pages both know of plain forms: these addresses, which paths may be gone back to
// (local-path.ts), what was typed in a form that is sent back (kept-fields.ts). Not here: what answers a form (../listener), what
// shows it (app/, components/), and log-in by the broker (../pages/auth.ts).

import type { LoginFault } from '#lib/access/login-fault.ts'
import { ownEmployers } from '#lib/access/own-employers.ts'
import { peekSession } from '#lib/access/read-session.ts'
import type { LoginWay } from '#lib/access/start-session.ts'
import type { Db } from '#lib/db.ts'
import type { Log } from '#lib/log.ts'

/** `credential`: the cookie of the login that has just begun ("name=token"). */
type AfterLoginInput = { credential: string; next: string | undefined }

/** The parameter of a page that shows its form again as it was filled in, after a login that the form asked for. */
const AGAIN = 'ifyllt'

/** The page of a form that asks for a fresh login, for `next`: the form is filled in again there. */
export const againPage = (page: string): string => `${page}${page.includes('?') ? '&' : '?'}${AGAIN}=1`

/** Whether a login leads back to a form that asked for a fresh one. */
export const asksForFresh = (next: string | undefined): boolean =>
  next !== undefined && new URL(next, 'http://portal.invalid').searchParams.has(AGAIN)

/** Pages that are a person's, not a company's. */
const OF_PERSONS = /^\/(anslut|inbjudan|konto)(\/|\?|$)/
/** Those of them that somebody without an account may come to. */
const OF_GUESTS = /^\/(anslut|inbjudan)(\/|\?|$)/

/** Where somebody goes who has identified and has no account. */
export const asGuest = (next: string | undefined): string => (next && OF_GUESTS.test(next) ? next : '/valkommen')

/** The page after a login: `next` (a localPath), or first the choice of employer when there are several. */
export async function afterLogin({ db }: { db: Db }, { credential, ...input }: AfterLoginInput): Promise<string> {
  // The choice of employer does not lead to itself.
  const next = input.next === '/foretag' ? undefined : input.next
  // The login went on, with the employer that it acts for.
  if (next && (asksForFresh(next) || OF_PERSONS.test(next))) return next
  const session = await peekSession({ db }, credential)
  if (!session) return '/logga-in'
  const employers = await ownEmployers({ db, actor: session })
  if (employers.length === 1) return next ?? '/hem'
  if (employers.length === 0) {
    if (session.support) return '/support'
    return session.operator ? (next ?? '/drift') : '/foretag'
  }
  return next ? `/foretag?${new URLSearchParams({ next })}` : '/foretag'
}

export type LoginFailure = {
  fault: LoginFault
  way: LoginWay
  /** The page to go to after a successful try. */
  next?: string | undefined
  seconds?: number
  /** For the log alone. */
  cause?: Error | undefined
}

/** Logs that a login failed: the login page's address with the fault's code. */
export function afterFailedLogin(log: Log, { fault, way, cause, ...more }: LoginFailure): string {
  // ASVS 5.0, 16.3.1: failed logins are logged, without the person.
  const fields = { code: fault, detail: way }
  if (cause && fault !== 'avbruten') log.fault('login.failed', cause, fields)
  else log.info('login.failed', fields)
  return loginPage({ fault, ...more })
}

/** The login page's address, with why the login came to nothing. */
export function loginPage({ fault, next, seconds }: Pick<LoginFailure, 'fault' | 'next' | 'seconds'>): string {
  const query = new URLSearchParams({ fel: fault, ...(seconds && { sekunder: String(seconds) }), ...(next && { next }) })
  return `/logga-in?${query}`
}

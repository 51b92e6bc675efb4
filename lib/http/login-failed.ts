import type { LoginFault } from '#lib/accounts/login-fault.ts'
import type { Way } from '#lib/accounts/start-session.ts'
import { seeOther } from './see-other.ts'

type Failure = {
  fault: LoginFault
  /** Where the person was going: the next try leads there. */
  next: string | undefined
  way: Way
  seconds?: number
  /** For the log alone. */
  reason?: string | undefined
}

/** Back to the login page with the word for what went wrong. */
export function loginFailed({ fault, next, way, seconds, reason }: Failure): Response {
  // ASVS 5.0, 16.3.1: failed logins are logged; who it was is not.
  console.warn(JSON.stringify({ event: 'login.failed', way, fault, reason: reason?.replaceAll(/\d{6,}/g, '…') }))
  const query = new URLSearchParams({ fel: fault, ...(seconds && { sekunder: String(seconds) }), ...(next && { next }) })
  return seeOther(`/logga-in?${query}`)
}

import type { LoginFault } from '#lib/access/login-fault.ts'
import type { LoginWay } from '#lib/access/start-session.ts'
import type { Log } from '#lib/log.ts'
import { seeOther } from './see-other.ts'

type Failure = {
  fault: LoginFault
  way: LoginWay
  /** Where the person was going: the next try leads there. */
  next?: string | undefined
  seconds?: number
  /** What did not hold, for the log alone. */
  cause?: Error | undefined
}

/** Back to the login page with the word for what went wrong. */
export function loginFailed(log: Log, { fault, way, next, seconds, cause }: Failure): Response {
  // ASVS 5.0, 16.3.1: failed logins are logged; whose they were is not.
  const fields = { code: fault, detail: way }
  if (cause && fault !== 'avbruten') log.fault('login.failed', cause, fields)
  else log.info('login.failed', fields)
  const query = new URLSearchParams({ fel: fault, ...(seconds && { sekunder: String(seconds) }), ...(next && { next }) })
  return seeOther(`/logga-in?${query}`)
}

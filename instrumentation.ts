import type { Instrumentation } from 'next'

/** Logs an error of a page under Next's digest, the id that the error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, { routePath }) => {
  // Next compiles this file for its edge runtime too, where the log does not run.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { webLog } = await import('#lib/web/pages/log.ts')
  // A login that ended while the page was made is no fault.
  const digest = typeof error === 'object' && error !== null && 'digest' in error ? String(error.digest) : ''
  if (digest === 'not_signed_in') return
  webLog().fault('page-failed', error, { method, route: routePath, detail: digest })
}

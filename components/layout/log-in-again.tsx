'use client'
import { useEffect } from 'react'

/** Whether a page failed for a login that ended while it was made: AppError's digest, which Next gives to the error page as it is. */
export const isLoggedOut = (error: unknown): boolean =>
  error instanceof Error && 'digest' in error && error.digest === 'not_signed_in'

/** Leads to the login page, which says why, and back to this page afterwards. */
export function LogInAgain() {
  useEffect(() => {
    const { pathname, search } = window.location
    window.location.replace(`/logga-in?${new URLSearchParams({ fel: 'utgangen', next: pathname + search })}`)
  }, [])
  return null
}

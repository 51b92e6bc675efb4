import { headers } from 'next/headers'
import { cache } from 'react'
import { readCookies } from '#lib/door/read-headers.ts'
import { webEnv } from '#lib/env.ts'
import { type Guest, openGuestCookie } from '#lib/web/forms/guest-cookie.ts'

/** Somebody who has identified and has no account yet, or null. Without what is sealed, which no page shows. */
export const currentGuest = cache(async (): Promise<Omit<Guest, 'sealed'> | null> => {
  const guest = await openGuestCookie({ env: webEnv(), now: new Date() }, readCookies((await headers()).get('cookie')))
  if (!guest) return null
  const { sealed: _, ...shown } = guest
  return shown
})

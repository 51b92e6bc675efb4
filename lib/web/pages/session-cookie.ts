import { COOKIE_NAMES, type CookieName, LONGEST_MS } from '#lib/access/session-token.ts'

const attributes = (name: CookieName): string => `Path=/; HttpOnly; SameSite=Lax${name.startsWith('__Host-') ? '; Secure' : ''}`

/** Set-Cookie for a login. */
export const sessionCookie = (name: CookieName, token: string): string =>
  `${name}=${token}; Max-Age=${LONGEST_MS / 1000}; ${attributes(name)}`

/** Set-Cookie lines after which the browser has no login. */
export const noSessionCookies = (): string[] => COOKIE_NAMES.map((name) => `${name}=; Max-Age=0; ${attributes(name)}`)

import { COOKIE_NAMES, type CookieName, LONGEST_MS } from '#lib/access/session-token.ts'

/** Set-Cookie line for a session. */
export const sessionCookie = (name: CookieName, token: string): string =>
  `${name}=${token}; Max-Age=${LONGEST_MS / 1000}; ${attributes(name)}`

/** Set-Cookie lines that remove every session cookie. */
export const noSessionCookies = (): string[] => COOKIE_NAMES.map((name) => `${name}=; Max-Age=0; ${attributes(name)}`)

const attributes = (name: CookieName): string => `Path=/; HttpOnly; SameSite=Lax${name.startsWith('__Host-') ? '; Secure' : ''}`

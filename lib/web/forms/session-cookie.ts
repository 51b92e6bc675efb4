import type { DeviceCookieName } from '#lib/access/known-device.ts'
import { COOKIE_NAMES, type CookieName, LONGEST_MS } from '#lib/access/session-token.ts'
import { LIMITS } from '#lib/limits.ts'

/** Set-Cookie line for a session. */
export const sessionCookie = (name: CookieName, token: string): string =>
  `${name}=${token}; Max-Age=${LONGEST_MS / 1000}; ${attributes(name)}`

/** Set-Cookie lines that remove every session cookie. */
export const noSessionCookies = (): string[] => COOKIE_NAMES.map((name) => `${name}=; Max-Age=0; ${attributes(name)}`)

const attributes = (name: CookieName | DeviceCookieName): string =>
  `Path=/; HttpOnly; SameSite=Lax${name.startsWith('__Host-') ? '; Secure' : ''}`

/** Set-Cookie line by which a browser is known for a user name. */
export const deviceCookie = (name: DeviceCookieName, value: string): string =>
  `${name}=${value}; Max-Age=${LIMITS.knownDeviceDays * 24 * 60 * 60}; ${attributes(name)}`

// The token in a session's cookie. OWASP ASVS 5.0, 7.2: a random token, of which the database holds only the hash.

import { createHash, randomBytes } from 'node:crypto'
import { LIMITS } from '#lib/limits.ts'

/** NIST SP 800-63B-4, AAL2, allows no more than 30 minutes and 12 hours, whatever our limits become. */
export const IDLE_MS = LIMITS.sessionIdleMinutes * 60_000
export const LONGEST_MS = LIMITS.sessionHours * 60 * 60_000

/** `__Host-` binds the cookie to this host, to https and to the whole site; browsers refuse it on plain http. */
export const COOKIE_NAMES = ['__Host-kvittens', 'kvittens'] as const
export type CookieName = (typeof COOKIE_NAMES)[number]

export const cookieNameFor = (publicUrl: string): CookieName =>
  new URL(publicUrl).protocol === 'https:' ? '__Host-kvittens' : 'kvittens'

/** 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/**
 * What a login is known by. The cookie's name belongs to it: a `__Host-kvittens` token planted as `kvittens` by a neighbouring host
 * opens nothing.
 */
export const credentialOf = (name: CookieName, token: string): string => `${name}=${token}`

/** As the database holds it. */
export const hashCredential = (credential: string): string => createHash('sha256').update(credential).digest('hex')

/** The session tokens in a Cookie header. */
export function credentialsIn(cookieHeader: string | undefined): string[] {
  return (cookieHeader ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    const name = COOKIE_NAMES.find((known) => known === pair.slice(0, at).trim())
    const token = pair.slice(at + 1).trim()
    return name && /^[\w-]{43}$/.test(token) ? [credentialOf(name, token)] : []
  })
}

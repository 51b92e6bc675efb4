// A browser in which a user name has logged in before (OWASP, "Device cookies"): its tries are counted by themselves, so that a
// stranger who guesses cannot keep the rightful user out. The cookie opens nothing.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { DAY_MS } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'

/** As the session's: `__Host-` on https. */
export const DEVICE_COOKIES = ['__Host-kvittens-enhet', 'kvittens-enhet'] as const
export type DeviceCookieName = (typeof DEVICE_COOKIES)[number]

export const deviceCookieFor = (publicUrl: string): DeviceCookieName =>
  new URL(publicUrl).protocol === 'https:' ? '__Host-kvittens-enhet' : 'kvittens-enhet'

/** User names that one browser is known for. */
const MOST = 5
const LASTS_MS = LIMITS.knownDeviceDays * DAY_MS

type KnownDeviceInput = { username: string; cookie: string | undefined; pepper: string; now: Date }

/** What the browser is counted by for this user name (canonical); undefined for a stranger's. */
export function knownDevice({ username, cookie, pepper, now }: KnownDeviceInput): string | undefined {
  return entriesOf(cookie).find((entry) => isFor(entry, { username, pepper, now }))?.device
}

/** The cookie's new value, by which the browser is known for this user name too. */
export function rememberDevice(input: KnownDeviceInput): string {
  const { username, cookie, pepper, now } = input
  const others = entriesOf(cookie).filter((entry) => !isFor(entry, input))
  const device = knownDevice(input) ?? randomBytes(12).toString('base64url')
  const since = now.getTime().toString(36)
  const entry = { device, since, proof: proofOf({ device, since, username, pepper }) }
  return [entry, ...others]
    .slice(0, MOST)
    .map((each) => `${each.device}.${each.since}.${each.proof}`)
    .join('~')
}

type Entry = { device: string; since: string; proof: string }

function entriesOf(cookie: string | undefined): Entry[] {
  return (cookie ?? '').split('~', MOST).flatMap((text) => {
    const [, device, since, proof] = /^([\w-]{16})\.([0-9a-z]{1,10})\.([\w-]{43})$/.exec(text) ?? []
    return device && since && proof ? [{ device, since, proof }] : []
  })
}

function isFor({ device, since, proof }: Entry, { username, pepper, now }: Omit<KnownDeviceInput, 'cookie'>): boolean {
  const age = now.getTime() - Number.parseInt(since, 36)
  const right = Buffer.from(proofOf({ device, since, username, pepper }))
  return timingSafeEqual(right, Buffer.from(proof)) && age >= 0 && age < LASTS_MS
}

function proofOf({ device, since, username, pepper }: Omit<Entry, 'proof'> & { username: string; pepper: string }): string {
  return createHmac('sha256', pepper).update(`known device:${device}:${since}:${username}`).digest('base64url')
}

// Somebody who has identified at the login broker and has no account: nothing is stored of them. Who they are lies in a sealed cookie
// until they begin something (../listener/identify.ts), for LIMITS.guestMinutes. Their number is under keeper's seal inside (lib/access/
// guest.ts), and what becomes of them is made of that alone: what stands beside it is for the pages.
import { hkdfSync } from 'node:crypto'
import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import { z } from 'zod'
import type { NewPerson } from '#lib/access/make-person.ts'
import type { WebEnv } from '#lib/env.ts'
import { LIMITS } from '#lib/limits.ts'

export type Guest = NewPerson & {
  /** What keeper opens. */
  sealed: string
  /** When they identified, by the broker's word. */
  provedAt: Date | null
}

/** As keeper tells of one. */
export const guestOf = ({ provedAt, ...guest }: Omit<Guest, 'provedAt'> & { provedAt: number | null }): Guest => ({
  ...guest,
  provedAt: provedAt === null ? null : new Date(provedAt),
})

type Place = { env: Pick<WebEnv, 'PUBLIC_URL' | 'SESSION_SECRET'>; now: Date }

const shape = z.object({
  personKey: z.string(),
  masked: z.string(),
  name: z.string(),
  sealed: z.string(),
  provedAt: z.number().nullable(),
})

/** `__Host-` binds it to this host, to https and to the whole site. */
const nameFor = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-kvittens-guest' : 'kvittens-guest')

/** Set-Cookie line for the guest. */
export async function guestCookie({ env, now }: Place, { provedAt, ...guest }: Guest): Promise<string> {
  const value = await new EncryptJWT({ ...guest, provedAt: provedAt?.getTime() ?? null })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setAudience(env.PUBLIC_URL)
    .setExpirationTime(new Date(now.getTime() + LIMITS.guestMinutes * 60_000))
    .encrypt(keyFrom(env.SESSION_SECRET))
  return `${nameFor(env.PUBLIC_URL)}=${value}; Max-Age=${LIMITS.guestMinutes * 60}; ${attributes(env.PUBLIC_URL)}`
}

/** Set-Cookie line that removes it. */
export const noGuestCookie = (publicUrl: string): string => `${nameFor(publicUrl)}=; Max-Age=0; ${attributes(publicUrl)}`

/** The guest of these cookies; null for none, for one that is too old, and for one that another portal sealed. */
export async function openGuestCookie({ env, now }: Place, cookies: Record<string, string>): Promise<Guest | null> {
  const value = cookies[nameFor(env.PUBLIC_URL)]
  if (!value) return null
  const asked = {
    audience: env.PUBLIC_URL,
    currentDate: now,
    keyManagementAlgorithms: ['dir'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }
  try {
    const { payload } = await jwtDecrypt(value, keyFrom(env.SESSION_SECRET), asked)
    // Another release of the portal may have sealed other fields.
    const read = shape.safeParse(payload)
    return read.success ? guestOf(read.data) : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

const keyFrom = (secret: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, '', 'kvittens guest', 32))

const attributes = (publicUrl: string): string =>
  `Path=/; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`

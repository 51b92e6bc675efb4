// Somebody who has identified at the login broker and has no account: nothing is stored of them. Keeper seals what the broker's ID
// token said; web carries the seal in a cookie; keeper opens it when they begin something.
import { z } from 'zod'
import { LIMITS } from '#lib/limits.ts'
import type { NewPerson } from './make-person.ts'
import { openText, sealText } from './seal.ts'

export type ProvedGuest = NewPerson & {
  personnummer: string
  /** When they identified, by the broker's word. */
  provedAt: Date | null
}

/** `pepper`: PERSON_KEY. `portal`: PUBLIC_URL, so that another portal's guest is nobody here. */
type GuestPlace = { pepper: string; portal: string; now: Date }

const shape = z.object({
  portal: z.string(),
  until: z.number(),
  personKey: z.string(),
  masked: z.string(),
  name: z.string(),
  personnummer: z.string(),
  provedAt: z.number().nullable(),
})

/** The guest as text that opens for LIMITS.guestMinutes. */
export function sealGuest({ provedAt, ...guest }: ProvedGuest, { pepper, portal, now }: GuestPlace): string {
  const sealed = { ...guest, portal, until: now.getTime() + LIMITS.guestMinutes * 60_000, provedAt: provedAt?.getTime() ?? null }
  return sealText(JSON.stringify(sealed), { pepper, purpose: PURPOSE })
}

/** Null for what keeper has not sealed, for this portal, in the last LIMITS.guestMinutes. */
export function openGuest(sealed: string, { pepper, portal, now }: GuestPlace): ProvedGuest | null {
  const read = shape.safeParse(openedIn(sealed, pepper))
  if (!read.success || read.data.portal !== portal || read.data.until <= now.getTime()) return null
  const { personKey, masked, name, personnummer, provedAt } = read.data
  return { personKey, masked, name, personnummer, provedAt: provedAt === null ? null : new Date(provedAt) }
}

const PURPOSE = 'kvittens guest'

function openedIn(sealed: string, pepper: string): unknown {
  try {
    return JSON.parse(openText(sealed, { pepper, purpose: PURPOSE }))
  } catch {
    return undefined
  }
}

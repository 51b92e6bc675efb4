// What was typed in a form that is sent back: a sealed cookie of the form's page. None of it stands in an address or a log, and
// nothing is stored. It opens for the login (and its company) that typed it, for LIMITS.keptFieldsMinutes.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { LIMITS } from '#lib/limits.ts'

export const FIELDS_COOKIE = 'ifyllt'

/** The route's name, and its fields by name. */
export type KeptFields = { form: string; fields: Readonly<Record<string, string>> }

/** What the seal is bound to. */
export type FieldsPlace = {
  /** SESSION_SECRET. */
  secret: string
  /** The page's path. */
  page: string
  /** Undefined before a login. */
  session: { sessionId: string; employerId: string | null } | undefined
  now: Date
}

type Sealed = KeptFields & { until: number }

const CIPHER = 'aes-256-gcm'
const [NONCE, TAG] = [12, 16]
/** Characters of the cookie's value: browsers keep 4,096 bytes of a cookie, and all cookies share a request's header. */
const LARGEST = 3_500
/** Bytes that a form without a file may have (read-form-fields.ts), and as much again. */
const LARGEST_OPEN = 32_768

/** The cookie's value; undefined when there is nothing to keep. What does not fit is left out, the largest field first. */
export function sealFields(place: FieldsPlace, { form, fields }: KeptFields): string | undefined {
  const kept = Object.entries(fields).filter(([, value]) => value !== '' && !value.includes('PRIVATE KEY'))
  const bySize = kept.sort(([, a], [, b]) => b.length - a.length)
  for (let left = bySize; left.length > 0; left = left.slice(1)) {
    const until = place.now.getTime() + LIMITS.keptFieldsMinutes * 60_000
    const value = seal(place, { form, fields: Object.fromEntries(left), until })
    if (value.length <= LARGEST) return value
  }
  return undefined
}

/** Undefined for what is older, was sealed elsewhere, or for another page, login or company. */
export function openFields(place: FieldsPlace, value: string): KeptFields | undefined {
  const bytes = Buffer.from(value, 'base64url')
  if (bytes.length <= NONCE + TAG) return undefined
  const decipher = createDecipheriv(CIPHER, keyFrom(place.secret), bytes.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAAD(boundTo(place)).setAuthTag(bytes.subarray(-TAG))
  let text: Buffer
  try {
    text = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
  } catch {
    return undefined // the only way to learn that it is not ours
  }
  const { until, form, fields } = JSON.parse(inflateRawSync(text, { maxOutputLength: LARGEST_OPEN }).toString()) as Sealed
  return until > place.now.getTime() ? { form, fields } : undefined
}

function seal(place: FieldsPlace, sealed: Sealed): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, keyFrom(place.secret), nonce, { authTagLength: TAG }).setAAD(boundTo(place))
  const text = deflateRawSync(JSON.stringify(sealed))
  return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

const keyFrom = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'kvittens kept fields', 32))

function boundTo({ page, session }: FieldsPlace): Buffer {
  return Buffer.from(JSON.stringify([page, session?.sessionId ?? null, session?.employerId ?? null]))
}

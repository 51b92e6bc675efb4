import { domainToASCII, domainToUnicode } from 'node:url'
import { z } from 'zod'
import { canBeEmail, hiddenSign } from '#lib/checking/values/read-text.ts'

/** `lines`: a line break or another control character, with which one could write more into a mail than its address. */
export type AddressFault = 'unreadable' | 'lines' | 'twice'
export type AddressReading = { address: string } | { fault: AddressFault }

const LONGEST = 254
/** RFC 5321 dot-string, with the letters of RFC 6531. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~\u00a1-\u{10ffff}-]+(\.[\w!#$%&'*+/=?^`{|}~\u00a1-\u{10ffff}-]+)*$/u
const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.[a-z][a-z0-9-]*[a-z0-9]$/

/**
 * Addresses as people type them, each by itself; empty ones have been left out. Takes what the rule of a file's `epost` takes, as
 * far as mail can be sent there. In lower case, the domain in Unicode (RFC 5890): `info@räksmörgås.se` and its `xn--` spelling are
 * one address.
 */
export function readAddresses(texts: readonly string[]): AddressReading[] {
  const known = new Set<string>()
  return texts.map((text) => {
    const read = readOne(text.trim().normalize('NFC'))
    if ('fault' in read) return read
    if (known.has(read.address)) return { fault: 'twice' }
    known.add(read.address)
    return read
  })
}

const FAULTS = { lines: 'a line break or another control character', unreadable: 'not a mail address' }
const MOST_IN_LIST = 20

/** A setting with addresses, separated by commas. One that stands there twice is one; no message says what was written. */
export const addressList = z
  .string()
  .default('')
  .transform((text, context) =>
    readAddresses(text.split(/[ ,]+/).filter((address) => address !== '')).flatMap((read) => {
      if ('address' in read) return [read.address]
      if (read.fault !== 'twice') context.addIssue({ code: 'custom', message: FAULTS[read.fault] })
      return []
    }),
  )
  .pipe(z.array(z.string()).max(MOST_IN_LIST))

function readOne(text: string): AddressReading {
  if (/\p{Cc}/u.test(text)) return { fault: 'lines' }
  if (!canBeEmail(text) || hiddenSign(text) !== undefined) return { fault: 'unreadable' }
  const [local = '', domain = ''] = text.toLowerCase().split('@')
  const isWritten = /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)
  const ascii = isWritten ? domainToASCII(domain) : ''
  const address = `${local}@${domainToUnicode(ascii)}`
  const fits = Buffer.byteLength(`${local}@${ascii}`) <= LONGEST && address.length <= LONGEST
  return LOCAL.test(local) && DOMAIN.test(ascii) && fits ? { address } : { fault: 'unreadable' }
}

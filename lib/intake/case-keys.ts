// How a case (person and first day) becomes what the history knows of it. A case is a block of four 32-bit words, little-endian:
// person (packedPerson), day, 0, 0. E and D are AES-256 of one block; every key is an HMAC of HISTORY_KEY:
//
//   first  = D(own key of the employer, block) xor block       made in the employer's browsers too (components/check/hash-cases.ts)
//   asked  = D(key of the employer and the member, first)      what a browser sends: of no use to another member, or company
//   stored = E(stored key of the employer, first) xor first    its first 8 bytes: what the database has; the key stays here
//
// Who has the database, a browser's keys or both has nothing to try persons against; who has HISTORY_KEY has (docs/drill.md).
// `first` and `stored` are one-way (Davies and Meyer's construction; Handbook of Applied Cryptography, 9.4.1), and worked out for many
// cases in one call, where an HMAC each would cost more than the check of the file. Two of a million cases have the same key once in
// thirty million files.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

/** Bytes of a case as it is stored, and as a browser asks about it. */
export const KEY_BYTES = 8
export const ASKED_BYTES = 16

type OfEmployer = { key: string; employerId: string }
type OfMember = OfEmployer & { personId: string }

const derived = (key: string, ...words: string[]): Buffer => createHmac('sha256', key).update(words.join(' ')).digest()
const firstKey = ({ key, employerId }: OfEmployer): Buffer => derived(key, 'first', employerId)
const askedKey = ({ key, employerId, personId }: OfMember): Buffer => derived(key, 'asked', employerId, personId)

/** What a member's browser needs to ask about cases: two AES-256 keys. */
export function browserKeys(who: OfMember): { own: Buffer; asked: Buffer } {
  return { own: firstKey(who), asked: askedKey(who) }
}

export type CaseHasher = {
  /** Blocks to `first`, four words a case. */
  first(blocks: Uint32Array): Uint32Array
  /** `first` to `stored`, two words a case. */
  stored(first: Uint32Array): Uint32Array
}

export function caseHasher(who: OfEmployer): CaseHasher {
  const opening = createDecipheriv('aes-256-ecb', firstKey(who), null).setAutoPadding(false)
  const sealing = createCipheriv('aes-256-ecb', derived(who.key, 'stored', who.employerId), null).setAutoPadding(false)
  return {
    first(blocks) {
      const words = wordsOf(opening.update(blocks))
      for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) ^ (blocks[i] as number)
      return words
    },
    stored(first) {
      const words = wordsOf(sealing.update(first))
      const keys = new Uint32Array(words.length / 2)
      for (let from = 0, to = 0; from < words.length; from += 4, to += 2) {
        keys[to] = (words[from] as number) ^ (first[from] as number)
        keys[to + 1] = (words[from + 1] as number) ^ (first[from + 1] as number)
      }
      return keys
    },
  }
}

/** What a member's browser asked about, to `first`. */
export function firstOfAsked(asked: Uint8Array, who: OfMember): Uint32Array {
  return wordsOf(createCipheriv('aes-256-ecb', askedKey(who), null).setAutoPadding(false).update(asked))
}

const wordsOf = (bytes: Buffer): Uint32Array => new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)

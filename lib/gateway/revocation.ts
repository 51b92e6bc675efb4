// What issuers say of revocation: relay fetches it into the database, and lists may also lie in a file of the operator's.
import { fingerprint } from '#lib/certificates/fingerprint.ts'
import type { Db } from '#lib/db.ts'
import { isSame } from '#lib/pki/find-chain.ts'
import { readOcspAnswer } from '#lib/pki/ocsp.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { Certificate } from '#lib/pki/read-certificate.ts'
import { coversCertificate, type RevocationList, readRevocationList } from '#lib/pki/revocation-list.ts'

/** One issuer's word about one certificate. */
export type RevocationStatement = {
  by: 'crl' | 'ocsp'
  status: 'good' | 'revoked' | 'unknown'
  thisUpdate: Date
  nextUpdate: Date | undefined
}

export type Revocation = {
  /** Everything trustworthy that is said of `certificate`, which `issuer` issued. */
  wordsOn: (certificate: Certificate, issuer: Certificate) => Promise<RevocationStatement[]>
  /** When the first of the lists in use is stale; undefined without lists. */
  listsFreshUntil: () => Promise<Date | undefined>
}

type Sources = {
  db: Pick<Db, 'pool'>
  authorities: readonly Certificate[]
  /** PEM with any number of lists, read anew each time. */
  readLists: () => Buffer | undefined
  /** What is known is asked for again after this time, so that a new list counts within it. */
  freshMs?: number | undefined
}

const FRESH_MS = 10_000
const MOST_ANSWERS = 10_000

type Stored = { key: string; raw: Buffer; fetched: string }

export function openRevocation({ db, authorities, readLists, freshMs = FRESH_MS }: Sources): Revocation {
  const lists = new Map<string, RevocationList>()
  let mark = ''
  let looked = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  const answers = new Map<string, { looked: number; words: Promise<RevocationStatement[]> }>()

  async function look(): Promise<void> {
    const { rows } = await db.pool.query<Omit<Stored, 'raw'>>({ name: 'revocation-lists', text: STORED_LISTS })
    const file = readLists()
    const now = [file ? fingerprint(file) : '', ...rows.map(({ key, fetched }) => `${key} ${fetched}`)].join('\n')
    if (now !== mark) await read(file, rows)
    mark = now
    looked = performance.now()
  }

  async function read(file: Buffer | undefined, stored: Omit<Stored, 'raw'>[]): Promise<void> {
    const ders = readPem(file?.toString('latin1') ?? '').flatMap(({ label, bytes }) => (label.endsWith('CRL') ? [bytes] : []))
    for (const { key } of stored) {
      const { rows } = await db.pool.query<Stored>({ name: 'revocation-raw', text: RAW, values: [key] })
      if (rows[0]) ders.push(new Uint8Array(rows[0].raw))
    }
    const found = await Promise.all(ders.map((der) => readRevocationList(der, authorities)))
    lists.clear()
    // Of several from one issuer about the same certificates the newest holds.
    for (const list of found) {
      if (!list) continue
      const about = JSON.stringify([fingerprint(list.issuer.der), list.scope])
      const known = lists.get(about)
      if (!known || known.thisUpdate < list.thisUpdate) lists.set(about, list)
    }
  }

  /** One look at a time; a failed one leaves what was known, which goes stale by its own date. */
  function keepFresh(): Promise<void> {
    if (performance.now() - looked < freshMs) return Promise.resolve()
    looking ??= look().finally(() => {
      looking = undefined
    })
    return mark === '' ? looking : looking.catch(() => {})
  }

  function askOcsp(certificate: Certificate, issuer: Certificate): Promise<RevocationStatement[]> {
    const key = fingerprint(certificate.der)
    const known = answers.get(key)
    if (known && performance.now() - known.looked < freshMs) return known.words
    if (answers.size >= MOST_ANSWERS) answers.clear()
    const words = readStored(db, certificate, issuer)
    words.catch(() => answers.delete(key))
    answers.set(key, { looked: performance.now(), words })
    return words
  }

  return {
    async wordsOn(certificate, issuer) {
      await keepFresh()
      const covering = [...lists.values()].filter((list) => isSame(list.issuer, issuer) && coversCertificate(list, certificate))
      const listed = covering.map(
        ({ revoked, thisUpdate, nextUpdate }): RevocationStatement => ({
          by: 'crl',
          status: revoked.has(certificate.number) ? 'revoked' : 'good',
          thisUpdate,
          nextUpdate,
        }),
      )
      // An authority of ours is vouched for by the operator; nobody asks a responder about it.
      if (authorities.some((known) => isSame(known, certificate))) return listed
      return [...(await askOcsp(certificate, issuer)), ...listed]
    },
    async listsFreshUntil() {
      await keepFresh()
      const ends = [...lists.values()].map(({ nextUpdate, thisUpdate }) => (nextUpdate ?? thisUpdate).getTime())
      return ends.length > 0 ? new Date(Math.min(...ends)) : undefined
    },
  }
}

async function readStored(db: Pick<Db, 'pool'>, certificate: Certificate, issuer: Certificate): Promise<RevocationStatement[]> {
  const values = [`ocsp:${fingerprint(certificate.der)}`]
  const { rows } = await db.pool.query<Stored>({ name: 'revocation-raw', text: RAW, values })
  const answer = rows[0] && (await readOcspAnswer(new Uint8Array(rows[0].raw), certificate, issuer))
  return answer ? [{ by: 'ocsp', ...answer }] : []
}

const STORED_LISTS = `
SELECT key, extract(epoch FROM fetched_at)::text AS fetched FROM revocation_answer WHERE kind = 'crl' AND raw IS NOT NULL ORDER BY key`
const RAW = 'SELECT key, raw, fetched_at::text AS fetched FROM revocation_answer WHERE key = $1 AND raw IS NOT NULL'

// Revocation statements: CRLs and OCSP answers that relay stores in the database, and CRLs in a file of the operator's.
import type { Db } from '#lib/db.ts'
import { isSame } from '#lib/pki/find-chain.ts'
import { readOcspAnswer } from '#lib/pki/ocsp.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { Certificate } from '#lib/pki/read-certificate.ts'
import { coversCertificate, type RevocationList, readRevocationList } from '#lib/pki/revocation-list.ts'
import { fingerprint } from './fingerprint.ts'

/** One issuer's statement about one certificate. */
export type RevocationStatement = {
  by: 'crl' | 'ocsp'
  status: 'good' | 'revoked' | 'unknown'
  thisUpdate: Date
  nextUpdate: Date | undefined
}

export type Revocation = {
  /** All verified statements about `certificate`, issued by `issuer`. */
  statementsOn: (certificate: Certificate, issuer: Certificate) => Promise<RevocationStatement[]>
  /** The earliest nextUpdate among the lists in use; undefined without lists. */
  listsFreshUntil: () => Promise<Date | undefined>
}

type Sources = {
  db: Pick<Db, 'pool'>
  authorities: readonly Certificate[]
  /** PEM with any number of lists; read at every refresh. */
  readLists: () => Buffer | undefined
  /** Statements are read again after this time, so a new list takes effect within it. */
  freshMs?: number | undefined
}

const FRESH_MS = 10_000
const MOST_ANSWERS = 10_000

type Stored = { key: string; raw: Buffer; fetched: string }

export function openRevocation({ db, authorities, readLists, freshMs = FRESH_MS }: Sources): Revocation {
  const lists = new Map<string, RevocationList>()
  let mark = ''
  let readAt = Number.NEGATIVE_INFINITY
  let refreshing: Promise<void> | undefined
  const answers = new Map<string, { readAt: number; statements: Promise<RevocationStatement[]> }>()

  async function refresh(): Promise<void> {
    const { rows } = await db.pool.query<Omit<Stored, 'raw'>>({ name: 'revocation-lists', text: STORED_LISTS })
    const file = readLists()
    const now = [file ? fingerprint(file) : '', ...rows.map(({ key, fetched }) => `${key} ${fetched}`)].join('\n')
    if (now !== mark) await read(file, rows)
    mark = now
    readAt = performance.now()
  }

  async function read(file: Buffer | undefined, stored: Omit<Stored, 'raw'>[]): Promise<void> {
    const ders = readPem(file?.toString('latin1') ?? '').flatMap(({ label, bytes }) => (label.endsWith('CRL') ? [bytes] : []))
    for (const { key } of stored) {
      const { rows } = await db.pool.query<Stored>({ name: 'revocation-raw', text: RAW, values: [key] })
      if (rows[0]) ders.push(new Uint8Array(rows[0].raw))
    }
    const found = await Promise.all(ders.map((der) => readRevocationList(der, authorities)))
    lists.clear()
    // Of several lists with the same issuer and scope the newest counts.
    for (const list of found) {
      if (!list) continue
      const about = JSON.stringify([fingerprint(list.issuer.der), list.scope])
      const known = lists.get(about)
      if (!known || known.thisUpdate < list.thisUpdate) lists.set(about, list)
    }
  }

  /** One refresh at a time. A failed one leaves the known lists, which go stale by their own dates. */
  function keepFresh(): Promise<void> {
    if (performance.now() - readAt < freshMs) return Promise.resolve()
    refreshing ??= refresh().finally(() => {
      refreshing = undefined
    })
    return mark === '' ? refreshing : refreshing.catch(() => {})
  }

  function askOcsp(certificate: Certificate, issuer: Certificate): Promise<RevocationStatement[]> {
    const key = fingerprint(certificate.der)
    const known = answers.get(key)
    if (known && performance.now() - known.readAt < freshMs) return known.statements
    if (answers.size >= MOST_ANSWERS) answers.clear()
    const statements = readStored(db, certificate, issuer)
    statements.catch(() => answers.delete(key))
    answers.set(key, { readAt: performance.now(), statements })
    return statements
  }

  return {
    async statementsOn(certificate, issuer) {
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
      // OCSP is not used for the operator's own authorities.
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

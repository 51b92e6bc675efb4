// Fetches what issuers say of revocation: only relay makes outgoing calls. Gateway reads the answers and decides.
import {
  certificatesInUse,
  claimRevocation,
  noteRevocationSources,
  type RevocationAnswer,
  readDer,
  recordRevocation,
} from '#lib/certificates/revocation-answers.ts'
import { type RevocationSource, revocationSources } from '#lib/certificates/revocation-sources.ts'
import { readOcspAnswer, writeOcspRequest } from '#lib/pki/ocsp.ts'
import { type Certificate, readCertificate } from '#lib/pki/read-certificate.ts'
import { readRevocationList } from '#lib/pki/revocation-list.ts'
import { fetchLimited } from '#lib/wire/fetch-limited.ts'
import type { Relay } from './relay.ts'

export type RevocationTask = {
  authorities: readonly Certificate[]
  /** Hosts that may be asked: `host`, or `host:port` for another port than the usual. */
  hosts: readonly string[]
  /** By fingerprint: a certificate's sources never change. */
  known: Map<string, RevocationSource[]>
  /** When the wanted sources were last written to the database. */
  wantedAt: number
}

const WANT_EVERY_MS = 60_000
/** Certificates read at a time. */
const SOME = 500

/** Asks the sources that are due about the certificates in use; returns how many were asked. */
export async function refreshRevocation(
  { db, log, revocation }: Pick<Relay, 'db' | 'log' | 'revocation'>,
  signal: AbortSignal,
): Promise<number> {
  if (!revocation) return 0
  const sources = await sourcesInUse(db, revocation)
  const due = await claimRevocation({ db })
  for (const key of due) {
    const source = sources.get(key)
    if (!source) continue
    const asked = await ask(source, revocation, signal)
    if (signal.aborted) return 0
    await recordRevocation({ db }, key, asked)
    if (asked.kind === 'failed') log.warn('revocation-not-known', { code: asked.code, detail: source.kind })
  }
  return due.length
}

async function sourcesInUse(db: Relay['db'], task: RevocationTask): Promise<Map<string, RevocationSource>> {
  const { authorities, known } = task
  const inUse = await certificatesInUse({ db })
  const fresh = inUse.filter((fingerprint) => !known.has(fingerprint)).slice(0, SOME)
  for (const { fingerprint, der } of fresh.length > 0 ? await readDer({ db }, fresh) : []) {
    const certificate = readCertificate(new Uint8Array(der))
    known.set(fingerprint, certificate ? await revocationSources(certificate, authorities) : [])
  }
  const sources = new Map<string, RevocationSource>()
  const kept = new Set(inUse)
  for (const [fingerprint, named] of known) {
    if (!kept.has(fingerprint)) known.delete(fingerprint)
    else for (const source of named) sources.set(source.key, source)
  }
  if (fresh.length > 0 || performance.now() - task.wantedAt > WANT_EVERY_MS) {
    await noteRevocationSources({ db }, [...sources.values()])
    task.wantedAt = performance.now()
  }
  return sources
}

async function ask(
  source: RevocationSource,
  { authorities, hosts }: RevocationTask,
  signal: AbortSignal,
): Promise<RevocationAnswer> {
  const { url } = source
  if (source.kind === 'crl') {
    const fetched = await fetchLimited({ url, hosts, signal })
    if (fetched.kind === 'failed') return fetched
    const list = await readRevocationList(fetched.bytes, authorities)
    return list ? { kind: 'answered', raw: fetched.bytes, thisUpdate: list.thisUpdate, nextUpdate: list.nextUpdate } : WRONG
  }
  const { certificate, issuer } = source
  const body = { type: 'application/ocsp-request', bytes: await writeOcspRequest(certificate, issuer) }
  const fetched = await fetchLimited({ url, hosts, body, signal })
  if (fetched.kind === 'failed') return fetched
  const answer = await readOcspAnswer(fetched.bytes, certificate, issuer)
  return answer ? { kind: 'answered', raw: fetched.bytes, thisUpdate: answer.thisUpdate, nextUpdate: answer.nextUpdate } : WRONG
}

/** What came is no answer, or is not signed by one who may give it. */
const WRONG: RevocationAnswer = { kind: 'failed', code: 'not-trusted' }

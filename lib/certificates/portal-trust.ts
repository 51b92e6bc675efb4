import { readFileSync } from 'node:fs'
import type { Db } from '#lib/db.ts'
import type { WebEnv } from '#lib/env.ts'
import { certificatesIn, findChain } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { Certificate } from '#lib/pki/read-certificate.ts'
import { judgePath, type RevocationPolicy } from './judge-revocation.ts'
import { openRevocation, type Revocation } from './revocation.ts'

/** What gateway judges certificates by, as the portal knows it: to refuse at once what gateway would refuse later. */
export type PortalTrust = {
  /** The issuers that gateway accepts; empty when none are configured. */
  authorities: readonly Certificate[]
  revocation: Pick<Revocation, 'statementsOn'>
  policy: RevocationPolicy
}
type TrustEnv = Pick<WebEnv, 'GATEWAY_CA' | 'GATEWAY_CRL' | 'REVOCATION' | 'REVOCATION_GRACE_HOURS'>

const opened = new WeakMap<object, { pem: string; trust: PortalTrust }>()

/** GATEWAY_CA is read each time, so that a change needs no restart; what issuers have said is kept between questions. */
export function portalTrust({ db, env }: { db: Pick<Db, 'pool'>; env: TrustEnv }): PortalTrust {
  const pem = env.GATEWAY_CA ? readFileSync(env.GATEWAY_CA, 'latin1') : ''
  const known = opened.get(db.pool)
  if (known?.pem === pem) return known.trust
  const authorities = certificatesIn(readPem(pem))
  const { GATEWAY_CRL: lists, REVOCATION: mode, REVOCATION_GRACE_HOURS: hours } = env
  const revocation = openRevocation({ db, authorities, readLists: () => (lists ? readFileSync(lists) : undefined) })
  const trust = { authorities, revocation, policy: { mode, graceMs: hours * 3_600_000 } }
  opened.set(db.pool, { pem, trust })
  return trust
}

/** `waits`: gateway refuses it until an issuer's answer has come. */
export type RevocationState = 'fine' | 'revoked' | 'waits'

/** Whether gateway would refuse the certificate for what is known of its revocation now. */
export async function revocationState(certificate: Certificate, trust: PortalTrust, now: Date): Promise<RevocationState> {
  const { path } = await findChain(certificate, { more: [], authorities: trust.authorities })
  const { kind } = await judgePath(path, trust, now)
  if (kind === 'revoked') return 'revoked'
  return kind === 'unknown' && trust.policy.mode === 'hard' ? 'waits' : 'fine'
}

// Whether a certificate is revoked, by what its issuers say: the same judgement where it is registered and at every call.

import type { Certificate } from '#lib/pki/read-certificate.ts'
import type { Revocation, RevocationStatement } from './revocation.ts'

export type RevocationPolicy = {
  /** `hard`: an unknown status is refused (R9). `soft`: it is accepted, and the self-test says so. */
  mode: 'hard' | 'soft'
  /** How long after nextUpdate a statement still counts. */
  graceMs: number
}

/** `unknown`: no statement (`none`), or none recent enough (`stale`). */
export type RevocationVerdict =
  | { kind: 'good'; by: RevocationStatement['by']; thisUpdate: Date; nextUpdate: Date | undefined; isLate: boolean }
  | { kind: 'revoked'; by: RevocationStatement['by']; thisUpdate: Date; nextUpdate: Date | undefined }
  | { kind: 'unknown'; why: 'none' | 'stale'; nextUpdate: Date | undefined }

/** The certificate's own verdict, or `revoked` when an issuer in its path is. Issuers of unknown status pass: the operator named them. */
export async function judgePath(
  path: readonly Certificate[],
  { revocation, policy }: { revocation: Pick<Revocation, 'statementsOn'>; policy: RevocationPolicy },
  now: Date,
): Promise<RevocationVerdict> {
  let own: RevocationVerdict = { kind: 'unknown', why: 'none', nextUpdate: undefined }
  for (const [at, certificate] of path.entries()) {
    const issuer = path[at + 1]
    if (!issuer) break
    const verdict = judgeRevocation(await revocation.statementsOn(certificate, issuer), policy, now)
    if (at === 0) own = verdict
    if (verdict.kind === 'revoked') return verdict
  }
  return own
}

/** A `revoked` statement counts from any source and of any age; `good` counts until nextUpdate plus the grace time. */
function judgeRevocation(
  statements: readonly RevocationStatement[],
  { graceMs }: Pick<RevocationPolicy, 'graceMs'>,
  now: Date,
): RevocationVerdict {
  const revoked = statements.find(({ status }) => status === 'revoked')
  if (revoked) {
    const { by, thisUpdate, nextUpdate } = revoked
    return { kind: 'revoked', by, thisUpdate, nextUpdate }
  }
  const [newest] = statements.filter(({ status }) => status === 'good').sort((one, other) => endOf(other) - endOf(one))
  if (!newest) return { kind: 'unknown', why: 'none', nextUpdate: undefined }
  const { by, thisUpdate, nextUpdate } = newest
  if (endOf(newest) + graceMs < now.getTime()) return { kind: 'unknown', why: 'stale', nextUpdate }
  return { kind: 'good', by, thisUpdate, nextUpdate, isLate: endOf(newest) < now.getTime() }
}

const endOf = ({ thisUpdate, nextUpdate }: RevocationStatement): number => (nextUpdate ?? thisUpdate).getTime()

/** How fresh the revocation lists are. `late`: one is past nextUpdate, within the grace time. `stale`: one is past that too. */
type ListState = 'none' | 'fresh' | 'late' | 'stale'

export function listState(freshUntil: Date | undefined, { graceMs }: Pick<RevocationPolicy, 'graceMs'>, now: Date): ListState {
  if (!freshUntil) return 'none'
  if (freshUntil >= now) return 'fresh'
  return freshUntil.getTime() + graceMs >= now.getTime() ? 'late' : 'stale'
}

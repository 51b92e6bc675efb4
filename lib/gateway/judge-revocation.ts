import type { RevocationStatement } from './revocation.ts'

export type RevocationPolicy = {
  /** `hard`: what cannot be known is refused (R9). `soft`: it is let in, and said so. */
  mode: 'hard' | 'soft'
  /** How long after it should have been renewed a word still counts. */
  graceMs: number
}

/** `unknown`: nobody has said anything (`none`), or too long ago (`stale`). */
export type RevocationVerdict =
  | { kind: 'good'; by: RevocationStatement['by']; thisUpdate: Date; nextUpdate: Date | undefined; isLate: boolean }
  | { kind: 'revoked'; by: RevocationStatement['by']; thisUpdate: Date; nextUpdate: Date | undefined }
  | { kind: 'unknown'; why: 'none' | 'stale'; nextUpdate: Date | undefined }

/** "Revoked" counts whoever says it and however old it is; "good" counts until its end and the grace after that. */
export function judgeRevocation(
  words: readonly RevocationStatement[],
  { graceMs }: Pick<RevocationPolicy, 'graceMs'>,
  now: Date,
): RevocationVerdict {
  const revoked = words.find(({ status }) => status === 'revoked')
  if (revoked) {
    const { by, thisUpdate, nextUpdate } = revoked
    return { kind: 'revoked', by, thisUpdate, nextUpdate }
  }
  const [newest] = words.filter(({ status }) => status === 'good').sort((one, other) => endOf(other) - endOf(one))
  if (!newest) return { kind: 'unknown', why: 'none', nextUpdate: undefined }
  const { by, thisUpdate, nextUpdate } = newest
  if (endOf(newest) + graceMs < now.getTime()) return { kind: 'unknown', why: 'stale', nextUpdate }
  return { kind: 'good', by, thisUpdate, nextUpdate, isLate: endOf(newest) < now.getTime() }
}

const endOf = ({ thisUpdate, nextUpdate }: RevocationStatement): number => (nextUpdate ?? thisUpdate).getTime()

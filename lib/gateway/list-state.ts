import type { RevocationPolicy } from './judge-revocation.ts'

/** How the lists of what is revoked stand. `late`: one should have been renewed, and still counts. `stale`: one counts no longer. */
export type ListState = 'none' | 'fresh' | 'late' | 'stale'

export function listState(freshUntil: Date | undefined, { graceMs }: Pick<RevocationPolicy, 'graceMs'>, now: Date): ListState {
  if (!freshUntil) return 'none'
  if (freshUntil >= now) return 'fresh'
  return freshUntil.getTime() + graceMs >= now.getTime() ? 'late' : 'stale'
}

import { Prisma } from '#prisma/generated/client.ts'
import type { StateKind } from './state.ts'
import { STATUS_WORD, type WireStatus } from './status.ts'

/** The SQL twin of stateOf: an expression over a row of `submission` that gives the state's kind at `now`. */
export function stateKindSql(now: Date): Prisma.Sql {
  return Prisma.sql`(CASE
    WHEN disputed_at IS NOT NULL THEN 'disputed'
    WHEN withdrawn_at IS NOT NULL THEN 'withdrawn'
    WHEN refused_at IS NOT NULL THEN 'refused'
    WHEN delivered_at IS NOT NULL THEN CASE
      WHEN disapproved_at IS NOT NULL THEN 'disapproved'
      WHEN approved_at IS NOT NULL THEN 'approved'
      ELSE 'accepted' END
    WHEN settled_at IS NOT NULL AND settled_as = 'has' THEN CASE
      WHEN disapproved_at IS NOT NULL THEN 'disapproved'
      WHEN approved_at IS NOT NULL THEN 'approved'
      ELSE 'settled' END
    WHEN held_at IS NOT NULL THEN 'held'
    WHEN unknown_at IS NOT NULL THEN 'unknown'
    WHEN sending_at IS NOT NULL THEN CASE WHEN lease_until > ${now} THEN 'sending' ELSE 'unknown' END
    WHEN next_attempt_at IS NOT NULL THEN 'queued'
    ELSE 'received' END)`
}

/** Whether a row of `submission` has this status word at `now`. */
export function hasStatusSql(word: WireStatus, now: Date): Prisma.Sql {
  const kinds = (Object.keys(STATUS_WORD) as StateKind[]).filter((kind) => STATUS_WORD[kind] === word)
  return Prisma.sql`${stateKindSql(now)} = ANY(${kinds})`
}

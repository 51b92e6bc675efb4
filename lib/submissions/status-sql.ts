import { Prisma } from '#prisma/generated/client.ts'

/** The SQL twin of statusOf: an expression over a row of `submission` that gives the status word at `now`. */
export function statusSql(now: Date): Prisma.Sql {
  return Prisma.sql`(CASE
    WHEN withdrawn_at IS NOT NULL THEN 'aterkallad'
    WHEN refused_at IS NOT NULL OR disapproved_at IS NOT NULL THEN 'underkand'
    WHEN approved_at IS NOT NULL THEN 'godkand'
    WHEN delivered_at IS NOT NULL THEN 'levererad'
    WHEN held_at IS NOT NULL THEN 'vantar'
    WHEN unknown_at IS NOT NULL THEN 'okand'
    WHEN sending_at IS NOT NULL THEN CASE WHEN lease_until > ${now} THEN 'skickas' ELSE 'okand' END
    WHEN next_attempt_at IS NOT NULL THEN 'i-ko'
    ELSE 'mottagen' END)`
}

import type { Submission } from '#prisma/generated/client.ts'

type Row = Pick<Submission, 'withdrawnAt' | 'deliveredAt' | 'refusedAt' | 'attemptCount' | 'sendingAt' | 'leaseUntil'>

/** Whether a page should offer to withdraw. withdrawSubmission decides, by the same rule. */
export function mayWithdraw(row: Row, now: Date): boolean {
  const ended = row.withdrawnAt ?? row.deliveredAt ?? row.refusedAt
  const inHand = row.leaseUntil !== null && row.leaseUntil.getTime() > now.getTime()
  return ended === null && row.attemptCount === 0 && row.sendingAt === null && !inHand
}

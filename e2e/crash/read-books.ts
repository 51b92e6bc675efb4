import type { Db } from '#lib/db.ts'
import type { Books } from './audit.ts'

/** What the audit compares: the portal's rows, with what was answered to senders and what the agency has. */
export async function readBooks(
  { prisma }: Pick<Db, 'prisma'>,
  { answered, ledger }: Omit<Books, 'submissions'>,
): Promise<Books> {
  const rows = await prisma.submission.findMany({
    include: { attempts: true, employer: true, receipts: { select: { kvittensId: true, kind: true, attemptId: true } } },
  })
  return {
    answered,
    ledger,
    submissions: rows.map(({ attempts, employer, receipts, ...row }) => {
      const unknown = attempts.filter(({ outcome }) => outcome === 'unknown')
      const kept = receipts.filter(({ kind }) => kind === 'receipt')
      return {
        ...row,
        orgnr: employer.orgnr,
        unknownAttempts: unknown.length,
        openAttempts: attempts.filter(({ closedAt }) => closedAt === null).length,
        receiptIds: kept.map(({ kvittensId }) => kvittensId),
        receivedLate: kept.some(({ attemptId }) => unknown.some(({ id }) => id === attemptId)),
      }
    }),
  }
}

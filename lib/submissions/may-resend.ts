import type { Submission } from '#prisma/generated/client.ts'

type Row = Pick<Submission, 'heldAt' | 'unknownAt' | 'sendingAt'> & {
  attempts: { closedAt: Date | null; outcome: string | null }[]
}

/** Whether a page should offer to send again. resendSubmission decides, by the same rule. */
export function mayResend({ heldAt, unknownAt, sendingAt, attempts }: Row): boolean {
  const mayHaveArrived = attempts.some(({ closedAt, outcome }) => closedAt === null || outcome === 'unknown')
  return heldAt !== null && unknownAt === null && sendingAt === null && !mayHaveArrived
}

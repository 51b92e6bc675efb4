import { appendAudit, type Context, PORTAL_CHAIN } from '#lib/db.ts'

/** Logs out: the login's row is gone, and with it whatever was kept for it. Ending one that has ended does nothing. */
export async function endSession(
  { db }: Pick<Context, 'db'>,
  { sessionId, personId }: { sessionId: string; personId: string },
): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    const ended = await tx.loginSession.deleteMany({ where: { id: sessionId, personId } })
    if (ended.count === 0) return
    await appendAudit(tx, { chain: PORTAL_CHAIN, actor: `person:${personId}`, action: 'session.ended', object: sessionId })
  })
}

import type { Context } from '#lib/db.ts'

/** Whether any submission still has its file: then there is a store somewhere, and an empty folder is not it. Only relay sees all. */
export async function hasPayloads({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const one = await db.prisma.submission.findFirst({ where: { purgedAt: null }, select: { id: true } })
  return one !== null
}

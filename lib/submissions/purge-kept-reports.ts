import type { Context } from '#lib/db.ts'

/** Removes the reports whose hour is over, of all employers; returns how many. */
export async function purgeKeptReports({ db }: Pick<Context, 'db'>): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ purged: number }[]>`SELECT purge_kept_reports() AS purged`
  return row?.purged ?? 0
}

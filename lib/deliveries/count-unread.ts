import { type Context, forEmployer } from '#lib/db.ts'

/** How many of the employer's files from FK nobody has fetched. Asked on every page: the inbox's own index answers. */
export async function countUnread({ db }: Pick<Context, 'db'>, employerId: string): Promise<number> {
  const [row] = await forEmployer(
    db,
    employerId,
    (tx) => tx.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM delivery
      WHERE employer_id = ${employerId}::uuid AND (fetched_at IS NULL AND purged_at IS NULL) = true`,
  )
  return row?.count ?? 0
}

import { type Context, snapshotForEmployer } from '#lib/db.ts'
import { countDeliveries, type DeliveryCounts } from '#lib/deliveries/count-deliveries.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber, parseReference } from '#lib/identifiers.ts'
import { type FoundSubmission, loadSubmission } from './find-submission.ts'

const LONGEST = 100

/** With the counts of the employer's files from FK; nothing of the files themselves. */
export type SupportHit = FoundSubmission & { inbox: DeliveryCounts }

/**
 * What became of a kvittensID or a reference, of any employer, for a support person only. The database function writes the
 * look-up into the audit trail, found or not, and that is committed before anything is read.
 */
export async function supportFind(
  { db, now }: Context,
  { personId, query }: { personId: string; query: string },
): Promise<SupportHit[]> {
  // Postgres text cannot hold a NUL.
  const term = parseReference(query) ?? query.replaceAll('\0', '\ufffd').trim()
  if (term === '' || term.length > LONGEST) throw new AppError('invalid', 'query')
  // A personnummer must not stand in the audit trail.
  if (isPersonNumber(term, now)) throw new AppError('invalid', 'query')
  const hits = await db.prisma.$transaction(async (tx) => {
    const [person] = await tx.$queryRaw<{ support: boolean }[]>`
      SELECT support FROM person WHERE id = ${personId}::uuid AND removed_at IS NULL`
    if (!person?.support) throw new AppError('not_allowed', 'support')
    return tx.$queryRaw<{ employerId: string; id: string }[]>`
      SELECT employer_id AS "employerId", submission_id AS id FROM support_find(${personId}::uuid, ${term})`
  })
  const found: SupportHit[] = []
  for (const { employerId, id } of hits)
    found.push(
      await snapshotForEmployer(db, employerId, async (tx) => ({
        ...(await loadSubmission(tx, { employerId, id }, now)),
        inbox: await countDeliveries(tx, employerId),
      })),
    )
  return found
}

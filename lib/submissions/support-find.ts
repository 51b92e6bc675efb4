import type { Context } from '#lib/db.ts'
import { countDeliveries, type DeliveryCounts } from '#lib/deliveries/count-deliveries.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber, parseReference } from '#lib/identifiers.ts'
import { type FoundSubmission, loadSubmission } from './find-submission.ts'

const LONGEST = 100

/** With how many files from FK the same employer has; neither which nor what they hold. */
export type SupportHit = FoundSubmission & { inbox: DeliveryCounts }

/**
 * What became of a kvittensID or a reference, whoever's it is, for a support person only. The database function writes
 * the look-up into the audit trail, found or not, in this same transaction: no look-up without its trace.
 */
export async function supportFind(
  { db, now }: Context,
  { personId, query }: { personId: string; query: string },
): Promise<SupportHit[]> {
  // Postgres cannot hold a NUL, so it finds none.
  const sought = parseReference(query) ?? query.replaceAll('\0', '\ufffd').trim()
  if (sought === '' || sought.length > LONGEST) throw new AppError('invalid', 'query')
  // Nor would it stand in the audit trail for ever.
  if (isPersonNumber(sought, now)) throw new AppError('invalid', 'query')
  return db.prisma.$transaction(async (tx) => {
    const [person] = await tx.$queryRaw<{ support: boolean }[]>`
      SELECT support FROM person WHERE id = ${personId}::uuid AND removed_at IS NULL`
    if (!person?.support) throw new AppError('not_allowed', 'support')
    const hits = await tx.$queryRaw<{ employer_id: string; submission_id: string }[]>`
      SELECT employer_id, submission_id FROM support_find(${personId}::uuid, ${sought})`
    const found: SupportHit[] = []
    for (const hit of hits) {
      await tx.$executeRaw`SELECT set_config('kvittens.employer', ${hit.employer_id}, true)`
      const submission = await loadSubmission(tx, { employerId: hit.employer_id, id: hit.submission_id }, now)
      found.push({ ...submission, inbox: await countDeliveries(tx, hit.employer_id) })
    }
    return found
  })
}

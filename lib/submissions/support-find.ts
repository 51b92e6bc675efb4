import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { forPerson, snapshotForEmployer } from '#lib/db.ts'
import { countDeliveries, type DeliveryCounts } from '#lib/deliveries/count-deliveries.ts'
import { AppError } from '#lib/errors.ts'
import { isPersonNumber, maskIdentity, parseReference } from '#lib/identifiers.ts'
import { type FoundSubmission, loadSubmission } from './find-submission.ts'

const LONGEST = 100

/** What support sees of a submission. */
export type SupportHit = ReturnType<typeof hitOf>

/**
 * What became of a kvittensID or a reference, of any employer, for a support person only. The database function writes the
 * look-up into the audit trail, found or not, and that is committed before anything is read.
 */
export async function supportFind({ db, actor, now }: ActorContext<PersonActor>, query: string): Promise<SupportHit[]> {
  // Postgres text cannot hold a NUL.
  const term = parseReference(query) ?? query.replaceAll('\0', '\ufffd').trim()
  if (term === '' || term.length > LONGEST) throw new AppError('invalid', 'query')
  // A personnummer must not stand in the audit trail.
  if (isPersonNumber(term, now)) throw new AppError('invalid', 'query')
  const hits = await forPerson({ db, actor }, async (tx) => {
    const [speaker] = await tx.$queryRaw<{ support: boolean }[]>`SELECT speaks_as_support() AS support`
    if (!speaker?.support) throw new AppError('not_allowed', 'support')
    return tx.$queryRaw<{ employerId: string; id: string }[]>`
      SELECT employer_id AS "employerId", submission_id AS id FROM support_find(${term})`
  })
  const found: SupportHit[] = []
  for (const { employerId, id } of hits)
    found.push(
      await snapshotForEmployer({ db, actor }, employerId, async (tx) => {
        const submission = await loadSubmission(tx, { employerId, id }, now)
        return hitOf(submission, await countDeliveries(tx, employerId))
      }),
    )
  return found
}

/**
 * Numbers, times and codes, picked one by one. Left out on purpose, since support does not need them: the file's name and findings,
 * who handed it in, and FK's words, which may repeat what stands in the file. Of the files from FK only how many there are.
 */
function hitOf(found: FoundSubmission, inbox: DeliveryCounts) {
  return {
    id: found.id,
    reference: found.reference,
    state: found.state,
    status: found.status,
    maySettle: found.maySettle,
    settledName: found.settledName,
    settledToldAt: found.settledToldAt,
    settledHow: found.settledHow,
    contradictedAt: found.contradictedAt,
    employer: { name: found.employer.name, orgnr: maskIdentity(found.employer.orgnr) },
    service: found.service,
    way: found.way,
    channel: found.channel,
    messageId: found.messageId,
    kvittensId: found.kvittensId,
    bytes: found.bytes,
    records: found.records,
    sha256: found.sha256,
    submittedAt: found.submittedAt,
    unknownAt: found.unknownAt,
    nextAttemptAt: found.nextAttemptAt,
    attempts: found.attempts,
    receipts: found.receipts.map(({ id, kind, verdict, kvittensId, statedAt, recordedAt, httpStatus, count, firstAt }) => ({
      ...{ id, kind, verdict, kvittensId, statedAt, recordedAt, httpStatus, count, firstAt },
    })),
    olderAnswers: found.olderAnswers,
    counts: found.report.counts,
    inbox,
  }
}

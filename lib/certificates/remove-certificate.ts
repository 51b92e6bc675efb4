import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator } from '#lib/access/require-administrator.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

type RemoveCertificateInput = { employerId: string; certificateId: string }

/** Gateway takes it no longer, from the next call on. One that is removed already stays so. Refuses (`not_found`, `certificate`) another company's. */
export async function removeCertificate(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, certificateId: id }: RemoveCertificateInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer(db, employerId, async (tx) => {
    const certificate = await tx.certificate.findFirst({ where: { id, employerId } })
    if (!certificate) throw new AppError('not_found', 'certificate')
    const { count } = await tx.certificate.updateMany({
      where: { id, employerId, removedAt: null },
      data: { removedAt: now, removedBy: actor.personId },
    })
    if (count === 0) return
    const detail = { fingerprint: certificate.fingerprint }
    await appendAudit(tx, { chain: employerId, actor: actorWord(actor), action: 'certificate.removed', object: id, detail })
  })
}

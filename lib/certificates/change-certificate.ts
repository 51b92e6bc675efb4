import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

type ChangeValidFromInput = { employerId: string; certificateId: string; validFrom: Date }

/** Sets the time from which gateway takes a certificate. Refuses (`not_found`, `certificate`) another employer's, and (`invalid`, `valid_from`) a time after its end. */
export async function changeValidFrom(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, certificateId: id, validFrom }: ChangeValidFromInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const certificate = await tx.certificate.findFirst({ where: { id, employerId, removedAt: null } })
    if (!certificate) throw new AppError('not_found', 'certificate')
    if (validFrom >= certificate.notAfter) throw new AppError('invalid', 'valid_from')
    await tx.certificate.updateMany({ where: { id, employerId, removedAt: null }, data: { validFrom } })
    const detail = { fingerprint: certificate.fingerprint, validFrom: validFrom.toISOString() }
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'certificate.valid-from',
      object: id,
      detail,
    })
  })
}

type RemoveCertificateInput = { employerId: string; certificateId: string }

/** Ends gateway's taking it, at once; does nothing to one that is removed. Refuses (`not_found`, `certificate`) another employer's. */
export async function removeCertificate(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, certificateId: id }: RemoveCertificateInput,
): Promise<void> {
  await requireAdministrator({ db, actor }, employerId)
  await forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
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

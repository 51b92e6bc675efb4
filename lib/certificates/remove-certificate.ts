import { requireAdministrator } from '#lib/access/require-administrator.ts'
import { appendAudit, type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

type Wish = { employerId: string; personId: string; certificateId: string }

/** Gateway takes it no longer, from the next call on. One that is removed already stays so. Refuses (`not_found`, `certificate`) another company's. */
export async function removeCertificate({ db, now }: Context, wish: Wish): Promise<void> {
  const { employerId, personId, certificateId: id } = wish
  await requireAdministrator({ db }, wish)
  await forEmployer(db, employerId, async (tx) => {
    const certificate = await tx.certificate.findFirst({ where: { id, employerId } })
    if (!certificate) throw new AppError('not_found', 'certificate')
    const { count } = await tx.certificate.updateMany({
      where: { id, employerId, removedAt: null },
      data: { removedAt: now, removedBy: personId },
    })
    if (count === 0) return
    const detail = { fingerprint: certificate.fingerprint }
    await appendAudit(tx, { chain: employerId, actor: `person:${personId}`, action: 'certificate.removed', object: id, detail })
  })
}

import { requireAdministrator } from '#lib/access/require-administrator.ts'
import { appendAudit, type Context, forEmployer } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

type Wish = { employerId: string; personId: string; certificateId: string; validFrom: Date }

/** Moves the moment from which gateway takes a certificate. Refuses (`not_found`, `certificate`), and (`invalid`, `valid_from`) after its end. */
export async function changeValidFrom({ db }: Pick<Context, 'db'>, wish: Wish): Promise<void> {
  const { employerId, personId, certificateId: id, validFrom } = wish
  await requireAdministrator({ db }, wish)
  await forEmployer(db, employerId, async (tx) => {
    const certificate = await tx.certificate.findFirst({ where: { id, employerId, removedAt: null } })
    if (!certificate) throw new AppError('not_found', 'certificate')
    if (validFrom >= certificate.notAfter) throw new AppError('invalid', 'valid_from')
    await tx.certificate.updateMany({ where: { id, employerId, removedAt: null }, data: { validFrom } })
    const detail = { fingerprint: certificate.fingerprint, validFrom: validFrom.toISOString() }
    await appendAudit(tx, {
      chain: employerId,
      actor: `person:${personId}`,
      action: 'certificate.valid-from',
      object: id,
      detail,
    })
  })
}

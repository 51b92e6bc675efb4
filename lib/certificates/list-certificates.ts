import { type Context, forEmployer } from '#lib/db.ts'
import type { Certificate } from '#prisma/generated/client.ts'

export type ListedCertificate = Omit<Certificate, 'der'>

/** The employer's certificates that are not removed, the one that ends last first. */
export function listCertificates({ db }: Pick<Context, 'db'>, employerId: string): Promise<ListedCertificate[]> {
  return forEmployer(db, employerId, (tx) =>
    tx.certificate.findMany({
      where: { employerId, removedAt: null },
      orderBy: [{ notAfter: 'desc' }, { id: 'desc' }],
      omit: { der: true },
    }),
  )
}

import { DAY_MS } from '#lib/calendar.ts'
import { type Context, forEmployer } from '#lib/db.ts'
import { CERTIFICATE_WARN_DAYS } from '#lib/limits.ts'
import { daysLeft } from '#lib/pki/certificate-faults.ts'
import type { Certificate } from '#prisma/generated/client.ts'

export type ListedCertificate = Omit<Certificate, 'der'> & { daysLeft: number }

/** The employer's certificates that are not removed, the one that ends last first. */
export async function listCertificates({ db, now }: Context, employerId: string): Promise<ListedCertificate[]> {
  const rows = await forEmployer(db, employerId, (tx) =>
    tx.certificate.findMany({
      where: { employerId, removedAt: null },
      orderBy: [{ notAfter: 'desc' }, { id: 'desc' }],
      omit: { der: true },
    }),
  )
  return rows.map((row) => ({ ...row, daysLeft: daysLeft(row.notAfter, now) }))
}

/** The employer's certificate that ends first within LIMITS.certificateSoonDays, for the line on every page; null when none does. */
export async function endingSoonest({ db, now }: Context, employerId: string): Promise<{ name: string; days: number } | null> {
  const before = new Date(now.getTime() + CERTIFICATE_WARN_DAYS[0] * DAY_MS)
  const first = await forEmployer(db, employerId, (tx) =>
    tx.certificate.findFirst({
      where: { employerId, removedAt: null, notAfter: { gt: now, lte: before } },
      orderBy: { notAfter: 'asc' },
      select: { commonName: true, notAfter: true },
    }),
  )
  return first && { name: first.commonName, days: daysLeft(first.notAfter, now) }
}

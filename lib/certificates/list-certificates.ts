import { DAY_MS } from '#lib/calendar.ts'
import { forEmployer, type SpeakerContext } from '#lib/db.ts'
import { CERTIFICATE_WARN_DAYS } from '#lib/limits.ts'
import { daysLeft } from '#lib/pki/certificate-faults.ts'
import { readCertificate } from '#lib/pki/read-certificate.ts'
import type { Certificate } from '#prisma/generated/client.ts'
import { type PortalTrust, type RevocationState, revocationState } from './portal-trust.ts'

export type ListedCertificate = Omit<Certificate, 'der'> & { daysLeft: number }

/** The employer's certificates that are not removed, the one that ends last first. */
export async function listCertificates({ db, actor, now }: SpeakerContext, employerId: string): Promise<ListedCertificate[]> {
  const rows = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.certificate.findMany({
      where: { employerId, removedAt: null },
      orderBy: [{ notAfter: 'desc' }, { id: 'desc' }],
      omit: { der: true },
    }),
  )
  return rows.map((row) => ({ ...row, daysLeft: daysLeft(row.notAfter, now) }))
}

/** What gateway knows of the revocation of each of the employer's certificates that have not ended, by id. */
export async function listRevocation(
  { db, actor, now, trust }: SpeakerContext & { trust: PortalTrust },
  employerId: string,
): Promise<Map<string, RevocationState>> {
  const rows = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.certificate.findMany({
      where: { employerId, removedAt: null, notAfter: { gt: now } },
      select: { id: true, der: true },
    }),
  )
  const states = new Map<string, RevocationState>()
  for (const { id, der } of rows) {
    const certificate = readCertificate(new Uint8Array(der))
    if (certificate) states.set(id, await revocationState(certificate, trust, now))
  }
  return states
}

/** The employer's certificate that ends first within LIMITS.certificateSoonDays, for the line on every page; null when none does. */
export async function endingSoonest(
  { db, actor, now }: SpeakerContext,
  employerId: string,
): Promise<{ name: string; days: number } | null> {
  const before = new Date(now.getTime() + CERTIFICATE_WARN_DAYS[0] * DAY_MS)
  const first = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.certificate.findFirst({
      where: { employerId, removedAt: null, notAfter: { gt: now, lte: before } },
      orderBy: { notAfter: 'asc' },
      select: { commonName: true, notAfter: true },
    }),
  )
  return first && { name: first.commonName, days: daysLeft(first.notAfter, now) }
}

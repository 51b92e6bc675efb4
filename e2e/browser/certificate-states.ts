// A company with certificates, a mandate and addresses, and a certificate that is opened: for pictures of the pages.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { issueLeaf, type LeafRequest, loadAuthority } from '../rehearsal/pki/authority.ts'
import { registerPem } from '../rehearsal/pki/register-pem.ts'
import { readEnvironment } from './place.ts'
import { expect } from './test.ts'

const ORGNR = '165599007035'

const pki = (name: string) => join(readEnvironment().settings.dir, 'pki', name)

async function issue(request: Partial<LeafRequest>): Promise<string> {
  const authority = await loadAuthority(readFileSync(pki('ca.pem'), 'utf8'), readFileSync(pki('ca-key.pem'), 'utf8'))
  return (await issueLeaf(authority, { commonName: 'filer.sidor.se', serialNumber: ORGNR, ...request })).pem
}

/** Makes the person an administrator of a company that has something on each of its pages. */
export async function certificatesOf(
  owner: Db,
  { personId, employerId }: { personId: string; employerId: string },
): Promise<void> {
  const { prisma } = owner
  if ((await prisma.certificate.count({ where: { employerId } })) > 0) return
  await prisma.member.updateMany({ where: { personId, employerId }, data: { role: 'administrator' } })
  await setRecipients(owner, employerId, ['lon@sidor.test', 'teknik@sidor.test'])
  const refused = { refusedAt: new Date(), refusedCode: 'smtp-550' }
  await prisma.noticeRecipient.updateMany({ where: { employerId, address: 'teknik@sidor.test' }, data: refused })
  for (const [commonName, days] of [
    ['filer.sidor.se', 700],
    ['lonesystem-i-molnet.mycket-langt-namn.sidor.se', 12],
  ] as const) {
    const file = pki(`${commonName}.pem`)
    writeFileSync(file, await issue({ commonName, notAfter: new Date(Date.now() + days * DAY_MS) }))
    await registerPem(owner, employerId, file)
  }
  const year = new Date().getUTCFullYear()
  const days = { validFrom: new Date(Date.UTC(year, 0, 1)), validUntil: new Date(Date.UTC(year + 1, 11, 31)) }
  await prisma.mandate.create({ data: { employerId, agentOrgnr: '165599007704', ...days } })
  await prisma.mandate.create({ data: { employerId, agentOrgnr: '165599001236', ...days, endedAt: new Date() } })
}

/** A file with remarks to read, opened. */
export async function openCertificate(page: Page): Promise<void> {
  const buffer = Buffer.from(await issue({ notAfter: new Date(Date.now() + 20 * DAY_MS) }))
  await page
    .getByLabel(/^(Certifikatfil|Certificate file)$/)
    .setInputFiles({ name: 'foretag.pem', mimeType: 'application/x-pem-file', buffer })
  await expect(
    page.getByRole('heading', { name: /^(Certifikatet går att använda, men|The certificate can be used, but)/ }),
  ).toBeVisible()
}

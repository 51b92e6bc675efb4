import { readFileSync } from 'node:fs'
import { fingerprint } from '#lib/certificates/fingerprint.ts'
import type { Db } from '#lib/db.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'

/** Registers a PEM file's first certificate for an employer, as its administrator would; the owner's `db`. A second time changes nothing. */
export async function registerPem({ prisma }: Db, employerId: string, file: string): Promise<string> {
  const [certificate] = certificatesIn(readPem(readFileSync(file, 'utf8')))
  if (!certificate) throw new Error(`${file} holds no certificate`)
  const { der, number, issuer, subject, notBefore, notAfter } = certificate
  const print = fingerprint(der)
  const known = await prisma.certificate.findFirst({ where: { fingerprint: print, removedAt: null } })
  if (known) return known.id
  const names = { issuer: issuer.text, subjectNumber: subject.serialNumbers[0] ?? '', commonName: subject.commonName ?? '' }
  const data = { employerId, fingerprint: print, number, ...names, notBefore, notAfter, der, validFrom: new Date() }
  return (await prisma.certificate.create({ data })).id
}

// The certificates that machines prove their employer with, and mandates: register, change, remove and list them, find a
// certificate's holder, warn of its end, keep what issuers say of revocation. Not here: reading and judging certificates (lib/pki),
// trust at the TLS connection (lib/gateway), fetching revocation answers (lib/relay). Web's company pages, gateway and relay call it.
import { type ActorContext, actorWord, type PersonActor } from '#lib/access/actor.ts'
import { requireAdministrator, requireFreshLogin } from '#lib/access/require-member.ts'
import { appendAudit, forEmployer } from '#lib/db.ts'
import type { Environment } from '#lib/environment.ts'
import { AppError } from '#lib/errors.ts'
import { type CertificateStop, certificateFaults } from '#lib/pki/certificate-faults.ts'
import { certificatesIn, findChain } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import type { Certificate as Read } from '#lib/pki/read-certificate.ts'
import type { Certificate } from '#prisma/generated/client.ts'
import { fingerprint } from './fingerprint.ts'
import { type PortalTrust, revocationState } from './portal-trust.ts'

type RegisterCertificateInput = {
  employerId: string
  /** The certificate; those of its issuers may follow. */
  pem: string
  /** From when gateway takes it; undefined: from now. */
  validFrom: Date | undefined
  trust: PortalTrust
  environment: Environment
}

/**
 * Registers a certificate that gateway takes for the employer. Refuses (`not_allowed`) others than administrators;
 * (`invalid`) a text with a private key in it (`key_sent`) or without a certificate (`no_certificate_found`), one of
 * certificateFaults' stops, an issuer that is not known here (`foreign_ca`), or one that its issuer has `revoked`; (`conflict`,
 * `certificate_registered`) one that is registered already. `waits`: gateway refuses it until it is known not to be revoked.
 */
export async function registerCertificate(
  { db, actor, now }: ActorContext<PersonActor>,
  { employerId, pem, validFrom = now, trust, environment }: RegisterCertificateInput,
): Promise<Certificate & { waits: boolean }> {
  await requireAdministrator({ db, actor }, employerId)
  const certificate = readLeaf(pem)
  const { orgnr } = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.employer.findUniqueOrThrow({ where: { id: employerId } }),
  )
  const [stop] = await stopsOf(certificate, { authorities: trust.authorities, environment, orgnr, now })
  if (stop) throw new AppError('invalid', stop)
  const revocation = await revocationState(certificate, trust, now)
  if (revocation === 'revoked') throw new AppError('invalid', 'revoked')
  if (validFrom >= certificate.notAfter) throw new AppError('invalid', 'valid_from')
  const { subject, issuer, number, notBefore, notAfter, der } = certificate
  const data = {
    ...{ employerId, fingerprint: fingerprint(der), issuer: issuer.text, number, notBefore, notAfter, der },
    ...{ subjectNumber: subject.serialNumbers[0] ?? '', commonName: subject.commonName ?? subject.organisation ?? '' },
    ...{ validFrom, registeredBy: actor.personId, registeredAt: now },
  }
  return forEmployer({ db, actor }, employerId, async (tx) => {
    await requireFreshLogin(tx, actor, now)
    const row = await tx.certificate.create({ data }).catch(asTaken)
    const detail = { fingerprint: row.fingerprint, issuer: row.issuer, number, notAfter: notAfter.toISOString() }
    await appendAudit(tx, {
      chain: employerId,
      actor: actorWord(actor),
      action: 'certificate.registered',
      object: row.id,
      detail,
    })
    return { ...row, waits: revocation === 'waits' }
  })
}

function readLeaf(pem: string): Read {
  const parts = readPem(pem)
  if (parts.some(({ label }) => label.includes('PRIVATE KEY')) || /BEGIN [A-Z ]*PRIVATE KEY/.test(pem))
    throw new AppError('invalid', 'key_sent')
  const all = certificatesIn(parts)
  const leaf = all.find(({ isAuthority }) => !isAuthority) ?? all[0]
  if (!leaf) throw new AppError('invalid', 'no_certificate_found')
  return leaf
}

async function stopsOf(
  leaf: Read,
  about: Pick<PortalTrust, 'authorities'> & Pick<RegisterCertificateInput, 'environment'> & { orgnr: string; now: Date },
): Promise<CertificateStop[]> {
  const chain = await findChain(leaf, { more: [], authorities: about.authorities })
  const { stops } = certificateFaults(leaf, { ...about, chain })
  return chain.end === 'trusted' || stops.length > 0 ? stops : ['foreign_ca']
}

function asTaken(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  throw code === 'P2002' ? new AppError('conflict', 'certificate_registered', { cause: error }) : error
}

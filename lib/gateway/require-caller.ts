import type { TLSSocket } from 'node:tls'
import { findHolder, noteUse } from '#lib/certificates/find-holder.ts'
import { mandatesHeld } from '#lib/certificates/mandates.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseOrgnr } from '#lib/identifiers.ts'
import type { Caller, Gateway } from './gateway.ts'
import type { Proof } from './trust.ts'

type CertifiedRequest = Pick<Call, 'request' | 'now'>

/**
 * The employer that the client certificate stands for. Refuses (`not_allowed`) a certificate that is not good
 * (CertificateRefusal), an organisation without an account (`organisation`), a certificate that is not registered
 * (`not_registered`), removed (`removed`) or valid only later (`not_yet_in_use`), and an agent that acts for another employer
 * (X-Arbetsgivare) without a mandate (`mandate`, `mandate_ended`); (`invalid`, `employer`) a malformed number in that header.
 */
export async function requireCaller(gateway: Gateway, { request, now }: CertifiedRequest): Promise<Caller> {
  const proof = await gateway.trust.prove(request.socket as TLSSocket, now)
  if (proof.kind === 'refused') throw new AppError('not_allowed', proof.why)
  const holder = await requireHolder(gateway, proof, now)
  const caller = await actFor(gateway, holder, request.headers['x-arbetsgivare'])
  noteUse(gateway, holder.fingerprint).catch((error) => void gateway.log.fault('use-not-noted', error))
  return caller
}

async function requireHolder({ db }: Gateway, { shown, orgnr }: Extract<Proof, { kind: 'good' }>, now: Date): Promise<Caller> {
  const { certificate, fingerprint } = shown
  const { number, issuer, notAfter } = certificate
  const holder = await findHolder({ db }, { fingerprint, issuer: issuer.text, number })
  if (!holder) throw new AppError('not_allowed', (await isKnown(db, orgnr)) ? 'not_registered' : 'organisation')
  if (holder.removedAt) throw new AppError('not_allowed', 'removed')
  // It was registered under the number read from it then: a different reading now is not trusted.
  if (holder.orgnr !== orgnr) throw new AppError('not_allowed', 'certificate')
  if (holder.validFrom > now) throw new AppError('not_allowed', 'not_yet_in_use')
  const { employerId, name, services } = holder
  return { employerId, orgnr, name, services, certificateEndsAt: notAfter, fingerprint, agent: null }
}

/** The employer named by X-Arbetsgivare, for an agent (ombud) with a mandate; without the header, the holder itself. */
async function actFor({ db }: Gateway, holder: Caller, header: string | string[] | undefined): Promise<Caller> {
  if (header === undefined) return holder
  const wanted = typeof header === 'string' ? parseOrgnr(header.trim()) : undefined
  if (!wanted) throw new AppError('invalid', 'employer')
  if (wanted === holder.orgnr) return holder
  const held = (await mandatesHeld(db.prisma, holder.orgnr)).filter(({ orgnr }) => orgnr === wanted)
  const mandate = held.find(({ holds }) => holds)
  // The same refusal whether or not the company has an account (R10).
  if (!mandate) throw new AppError('not_allowed', held.length > 0 ? 'mandate_ended' : 'mandate')
  const { employerId, orgnr, name, services } = mandate
  return { ...holder, employerId, orgnr, name, services, agent: { orgnr: holder.orgnr, name: holder.name } }
}

async function isKnown(db: Gateway['db'], orgnr: string): Promise<boolean> {
  const { rowCount } = await db.pool.query({
    name: 'employer-by-orgnr',
    text: 'SELECT 1 FROM employer_by_orgnr($1)',
    values: [orgnr],
  })
  return (rowCount ?? 0) > 0
}

import type { TLSSocket } from 'node:tls'
import { findHolder, noteUse } from '#lib/certificates/find-holder.ts'
import { mandatesHeld } from '#lib/certificates/mandates.ts'
import { AppError } from '#lib/errors.ts'
import { parseOrgnr } from '#lib/identifiers.ts'
import type { Caller, Gateway, GatewayCall } from './gateway.ts'
import type { Proof } from './trust.ts'

type Asked = Pick<GatewayCall, 'request' | 'now'>

/**
 * Who calls, and for whom. Refuses (`not_allowed`) a certificate that proves nothing (CertificateRefusal), an organisation
 * that is not here (`organisation`), a certificate that is not registered (`not_registered`), removed (`removed`) or to be
 * used only later (`not_yet_in_use`), and one that acts for another employer (X-Arbetsgivare) without a mandate (`mandate`);
 * (`invalid`, `employer`) a number in that header that is none.
 */
export async function requireCaller(gateway: Gateway, { request, now }: Asked): Promise<Caller> {
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
  // It was registered by whose number it bears; that its reading has changed since is no reason to trust it.
  if (holder.orgnr !== orgnr) throw new AppError('not_allowed', 'certificate')
  if (holder.validFrom > now) throw new AppError('not_allowed', 'not_yet_in_use')
  const { employerId, name, services } = holder
  return { employerId, orgnr, name, services, certificateEndsAt: notAfter, fingerprint, agent: null }
}

/** An ombud says for whom by X-Arbetsgivare; without it everybody acts for themselves. */
async function actFor({ db }: Gateway, holder: Caller, header: string | string[] | undefined): Promise<Caller> {
  if (header === undefined) return holder
  const wanted = typeof header === 'string' ? parseOrgnr(header.trim()) : undefined
  if (!wanted) throw new AppError('invalid', 'employer')
  if (wanted === holder.orgnr) return holder
  const held = (await mandatesHeld(db.prisma, holder.orgnr)).filter(({ orgnr }) => orgnr === wanted)
  const mandate = held.find(({ holds }) => holds)
  // Whether the company is here at all is no business of whom it has given nothing.
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

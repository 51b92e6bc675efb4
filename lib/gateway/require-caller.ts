import type { TLSSocket } from 'node:tls'
import type { CertificateActor } from '#lib/access/actor.ts'
import { noteUse, requireHolder, requireMandate } from '#lib/certificates/require-holder.ts'
import type { Holder } from '#lib/door/calls-under-way.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { parseOrgnr } from '#lib/identifiers.ts'
import type { Caller, Gateway } from './gateway.ts'
import type { Proof } from './trust.ts'

type CertifiedRequest = Pick<Call, 'request' | 'now'>
type GoodProof = Extract<Proof, { kind: 'good' }>

/**
 * The employer that the client certificate stands for. Refuses (`not_allowed`) as requireProof, requireHolder and, for another
 * employer (X-Arbetsgivare), requireMandate do; (`invalid`, `employer`) a malformed number in that header.
 */
export async function requireCaller(gateway: Gateway, { request, now }: CertifiedRequest): Promise<Caller> {
  const proof = await requireProof(gateway, { request, now })
  const actor = actorOfProof(proof)
  const holder = await requireHolder(gateway.db, actor, now)
  const employer = await requireMandate(gateway.db, holder, wantedIn(request.headers['x-arbetsgivare']) ?? holder.orgnr)
  noteUse(gateway, actor.fingerprint).catch((error) => void gateway.log.fault('use-not-noted', error))
  return { ...employer, actor, certificateEndsAt: proof.shown.certificate.notAfter }
}

/** Refuses (`not_allowed`) a certificate that is not good (CertificateRefusal). */
export async function requireProof({ trust }: Gateway, { request, now }: CertifiedRequest): Promise<GoodProof> {
  const proof = await trust.prove(request.socket as TLSSocket, now)
  if (proof.kind === 'refused') throw new AppError('not_allowed', proof.why)
  return proof
}

function actorOfProof({ shown: { certificate, fingerprint }, orgnr }: GoodProof): CertificateActor {
  return { kind: 'certificate', fingerprint, issuer: certificate.issuer.text, number: certificate.number, orgnr }
}

/** The employer that an agent (ombud) names. */
function wantedIn(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  const wanted = typeof header === 'string' ? parseOrgnr(header.trim()) : undefined
  if (!wanted) throw new AppError('invalid', 'employer')
  return wanted
}

/** Who makes a call, for as long as it lasts; whether the certificate is good is asked at the end. */
export function gatewayHolder({ db }: Pick<Gateway, 'db'>, _call: Call, caller: Caller | undefined): Holder | undefined {
  if (!caller) return undefined
  const { actor, employerId, orgnr } = caller
  const askAgain = async () => void (await requireMandate(db, await requireHolder(db, actor, new Date()), orgnr))
  return { keys: [`certificate ${actor.fingerprint}`, `employer ${employerId}`], askAgain }
}

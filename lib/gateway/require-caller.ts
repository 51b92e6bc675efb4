import type { TLSSocket } from 'node:tls'
import { AppError } from '#lib/errors.ts'
import type { Call, Caller, Gateway } from './gateway.ts'
import { organisationIn } from './identity.ts'

/** Refuses (`not_allowed`) a certificate without an organisation number (`certificate`), or one we do not know (`organisation`). */
export async function requireCaller({ db }: Gateway, { request }: Pick<Call, 'request'>): Promise<Caller> {
  const certificate = (request.socket as TLSSocket).getPeerCertificate()
  const orgnr = organisationIn(certificate.subject ?? {})
  if (!orgnr) throw new AppError('not_allowed', 'certificate')
  const { rows } = await db.pool.query<Omit<Caller, 'certificateEndsAt'>>({
    name: 'employer-by-orgnr',
    text: 'SELECT employer_id AS "employerId", orgnr, name, services FROM employer_by_orgnr($1)',
    values: [orgnr],
  })
  const [employer] = rows
  if (!employer) throw new AppError('not_allowed', 'organisation')
  return { ...employer, certificateEndsAt: new Date(certificate.valid_to) }
}

import type { CertificateActor } from '#lib/access/actor.ts'
import type { Db, Tx } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { mandatesHeld } from './mandates.ts'

/** An employer, and the agent whose certificate acts for it by mandate; null when the employer acts itself. */
export type ActingEmployer = {
  employerId: string
  /** Canonical. */
  orgnr: string
  name: string
  services: string[]
  /** E-services that are in test. */
  tried: string[]
  agent: { orgnr: string; name: string } | null
}
type HolderRow = Omit<ActingEmployer, 'agent'> & { validFrom: Date; removedAt: Date | null }

/**
 * The employer that a certificate is registered for. Refuses (`not_allowed`) one that is not registered (`not_registered`), of an
 * organisation without an account (`organisation`), removed (`removed`), valid only later (`not_yet_in_use`), or read differently
 * from how it was when it was registered (`certificate`).
 */
export async function requireHolder(from: Db | Tx, actor: CertificateActor, now: Date): Promise<ActingEmployer> {
  const { orgnr } = actor
  const row = await holderOf(from, actor)
  if (!row) throw new AppError('not_allowed', (await isKnown(prismaOf(from), orgnr)) ? 'not_registered' : 'organisation')
  const { validFrom, removedAt, ...holder } = row
  if (removedAt) throw new AppError('not_allowed', 'removed')
  if (holder.orgnr !== orgnr) throw new AppError('not_allowed', 'certificate')
  if (validFrom > now) throw new AppError('not_allowed', 'not_yet_in_use')
  return { ...holder, agent: null }
}

/** The pool keeps the statement prepared, for a question that every call asks. */
async function holderOf(from: Db | Tx, { fingerprint, issuer, number }: CertificateActor): Promise<HolderRow | undefined> {
  const values = [fingerprint, issuer, number]
  if ('pool' in from) return (await from.pool.query<HolderRow>({ name: 'certificate-holder', text: HOLDER, values })).rows[0]
  return (await from.$queryRawUnsafe<HolderRow[]>(HOLDER, ...values))[0]
}

const HOLDER = `
SELECT employer_id AS "employerId", orgnr, name, services, tried, valid_from AS "validFrom", removed_at AS "removedAt"
FROM certificate_holder($1, $2, $3)`

const prismaOf = (from: Db | Tx): Pick<Tx, '$queryRaw'> => ('pool' in from ? from.prisma : from)

async function isKnown(tx: Pick<Tx, '$queryRaw'>, orgnr: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ joined: boolean }[]>`SELECT has_joined(${orgnr}) AS joined`
  return row?.joined === true
}

/**
 * The employer with the number `orgnr` as the holder may act for it: itself, or by a mandate. Refuses (`not_allowed`) without one
 * (`mandate`), or when it is over (`mandate_ended`).
 */
export async function requireMandate(from: Db | Tx, holder: ActingEmployer, wanted: string): Promise<ActingEmployer> {
  if (wanted === holder.orgnr) return holder
  const held = (await mandatesHeld(prismaOf(from), holder.orgnr)).filter(({ orgnr }) => orgnr === wanted)
  const mandate = held.find(({ holds }) => holds)
  // The same refusal whether or not the company has an account (R10).
  if (!mandate) throw new AppError('not_allowed', held.length > 0 ? 'mandate_ended' : 'mandate')
  const { employerId, orgnr, name, services, tried } = mandate
  return { employerId, orgnr, name, services, tried, agent: { orgnr: holder.orgnr, name: holder.name } }
}

const MINUTE_MS = 60_000
const noted = new WeakMap<object, Map<string, number>>()

/** Records when a certificate was last used: one write a minute and certificate, however many calls. */
export async function noteUse({ db }: { db: Pick<Db, 'pool'> }, fingerprint: string): Promise<void> {
  const mine = noted.get(db.pool) ?? new Map<string, number>()
  noted.set(db.pool, mine)
  const now = performance.now()
  if (now - (mine.get(fingerprint) ?? Number.NEGATIVE_INFINITY) < MINUTE_MS) return
  mine.set(fingerprint, now)
  await db.pool.query({ name: 'certificate-used', text: 'SELECT certificate_used($1)', values: [fingerprint] })
}

import type { Db } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Membership } from './employers-of.ts'

/** Where a login's companies are asked for, and by which cookie ("name=token"). */
export type OfLogin = { db: Pick<Db, 'prisma'>; actor: { credential: string } }

type Row = { [Name in keyof Membership]: Membership[Name] | null }

/**
 * The employers that the person of the login may act for today, the last used first. For where no transaction speaks yet. Refuses
 * (`not_signed_in`) a login that has ended.
 */
export async function ownEmployers({ db, actor }: OfLogin): Promise<Membership[]> {
  const rows = await db.prisma.$queryRaw<Row[]>`
    SELECT employer_id AS "employerId", orgnr, name, services, tried, role, valid_until AS "validUntil", used_at AS "usedAt", via
    FROM employers_by_login(${actor.credential})`
  if (rows.length === 0) throw new AppError('not_signed_in')
  return rows.filter(isMembership)
}

/** A login that acts for nobody has one row, without an employer. */
const isMembership = (row: Row): row is Membership => row.employerId !== null

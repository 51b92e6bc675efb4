import type { Db } from '#lib/db.ts'

/** What a member may be at an employer; the words of the column `member.role`. What each may do: require-member.ts. */
export const MEMBER_ROLES = ['administrator', 'handler', 'ombud', 'reader'] as const
export type Role = (typeof MEMBER_ROLES)[number]
export type Membership = {
  employerId: string
  orgnr: string
  name: string
  services: string[]
  /** E-services that are in test: files are checked, and nothing is passed on. */
  tried: string[]
  role: Role
  /** The last day an ombud may act. */
  validUntil: Date | null
  usedAt: Date | null
  /** The payroll bureau whose mandate the person acts by, as one of its people; null for a member. */
  via: string | null
}

/** The employers that anybody may act for today, the last used first: keeper's, to whom web may not ask it (own-employers.ts). */
export function employersOf({ db }: { db: Pick<Db, 'prisma'> }, personId: string): Promise<Membership[]> {
  return db.prisma.$queryRaw<Membership[]>`
    SELECT employer_id AS "employerId", orgnr, name, services, tried_by(employer_id) AS tried, role, valid_until AS "validUntil", used_at AS "usedAt", via
    FROM employers_of(${personId}::uuid)`
}

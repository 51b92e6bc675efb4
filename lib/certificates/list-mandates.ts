import { type Db, forEmployer } from '#lib/db.ts'
import type { Mandate } from '#prisma/generated/client.ts'

/** Mandates the employer has given, the newest first, with those that are over. */
export function listMandates(db: Db, employerId: string): Promise<Mandate[]> {
  return forEmployer(db, employerId, (tx) =>
    tx.mandate.findMany({ where: { employerId }, orderBy: { givenAt: 'desc' }, take: 100 }),
  )
}

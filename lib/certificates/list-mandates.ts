import { type Context, forEmployer } from '#lib/db.ts'
import type { Mandate } from '#prisma/generated/client.ts'

/** Mandates the employer has given, the newest first, with those that are over. */
export function listMandates({ db }: Pick<Context, 'db'>, employerId: string): Promise<Mandate[]> {
  return forEmployer(db, employerId, (tx) =>
    tx.mandate.findMany({ where: { employerId }, orderBy: { givenAt: 'desc' }, take: 100 }),
  )
}

import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

export type NewPerson = {
  /** personKey (person.ts). */
  personKey: string
  /** maskPersonnummer. */
  masked: string
  name: string
}

/** The person's row, made if there is none: one, whoever else makes it; the function writes it into the audit trail. Refuses (`not_allowed`, `person_removed`) one that was removed. */
export async function makePerson(
  { db }: Pick<Context, 'db'>,
  { personKey, masked, name }: NewPerson,
): Promise<{ personId: string }> {
  const [row] = await db.prisma.$queryRaw<{ personId: string }[]>`
    SELECT person_id AS "personId" FROM make_person(${personKey}, ${masked}, ${name})`
  if (!row) throw new AppError('not_allowed', 'person_removed')
  return row
}

import { appendAudit, type Context, PORTAL_CHAIN } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'

export type NewPerson = {
  /** personKey (person.ts). */
  personKey: string
  /** maskPersonnummer. */
  masked: string
  name: string
}

/** The person's row, made if there is none: one, whoever else makes it. Refuses (`not_allowed`, `person_removed`) one that was removed. */
export function makePerson({ db }: Pick<Context, 'db'>, { personKey, masked, name }: NewPerson): Promise<{ personId: string }> {
  return db.prisma.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ personId: string; made: boolean }[]>`
      SELECT person_id AS "personId", made FROM make_person(${personKey}, ${masked}, ${name})`
    if (!row) throw new AppError('not_allowed', 'person_removed')
    const { personId } = row
    if (row.made)
      await appendAudit(tx, { chain: PORTAL_CHAIN, actor: `person:${personId}`, action: 'person.made', object: personId })
    return { personId }
  })
}

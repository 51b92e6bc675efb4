import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { hashLink } from '#lib/access/link-token.ts'
import { readOwnKey } from '#lib/access/person.ts'
import type { Db } from '#lib/db.ts'
import { forPerson } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { takeParts } from './read-application.ts'

/** Whether a link asks about an application, and whether it names who has this personKey. Before anybody has an account. */
export async function readLink(
  { db }: { db: Db },
  { token, personKey }: { token: string; personKey: string | null },
): Promise<'none' | 'yours' | 'others'> {
  const [row] = await db.prisma.$queryRaw<{ names: boolean }[]>`
    SELECT names FROM application_link(${hashLink(token)}, ${personKey ?? ''})`
  if (!row) return 'none'
  return row.names ? 'yours' : 'others'
}

/** Whether an application names who has this personKey. Before they have an account. */
export async function isNamed(
  { db }: { db: Db },
  { reference, personKey }: { reference: string; personKey: string },
): Promise<boolean> {
  const [row] = await db.prisma.$queryRaw<{ named: boolean }[]>`SELECT application_names(${reference}, ${personKey}) AS named`
  return row?.named ?? false
}

/**
 * The application that a link asks about, for the person whom it names: from now on it is theirs to see. Refuses (`not_found`,
 * `application`) anybody else, as a link that leads nowhere.
 */
export function openLink({ db, actor, now }: ActorContext<PersonActor>, token: string): Promise<{ reference: string }> {
  return forPerson({ db, actor }, async (tx) => {
    await takeParts(tx, now)
    const [row] = await tx.$queryRaw<{ reference: string; names: boolean }[]>`
      SELECT reference, names FROM application_link(${hashLink(token)}, ${await readOwnKey(tx)})`
    if (!row?.names) throw new AppError('not_found', 'application')
    return { reference: row.reference }
  })
}

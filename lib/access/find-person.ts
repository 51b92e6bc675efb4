import type { Context } from '#lib/db.ts'

/** The person behind an e-legitimation, by personKey, or null: nobody gets an account by logging in. */
export function findPerson({ db }: Pick<Context, 'db'>, key: string): Promise<{ id: string; name: string } | null> {
  return db.prisma.person.findFirst({ where: { personKey: key, removedAt: null }, select: { id: true, name: true } })
}

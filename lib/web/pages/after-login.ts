import { employersOf } from '#lib/access/employers-of.ts'
import type { Db } from '#lib/db.ts'

/** Where a login leads: on to `next` (a localPath), past the choice of company where there is one to make. */
export async function afterLogin(db: Db, personId: string, next: string | undefined): Promise<string> {
  const employers = await employersOf({ db }, personId)
  if (employers.length === 1) return next ?? '/hem'
  if (employers.length === 0) {
    const person = await db.prisma.person.findUniqueOrThrow({ where: { id: personId }, select: { support: true } })
    return person.support ? '/support' : '/foretag'
  }
  return next ? `/foretag?${new URLSearchParams({ next })}` : '/foretag'
}

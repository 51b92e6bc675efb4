import type { Context } from '#lib/db.ts'
import { ADDRESS_FORGOTTEN_AFTER_MS } from './login-delay.ts'

/** Removes what addresses did long ago; returns how many. User names are never forgotten: only a success ends their row of failures. */
export async function forgetDelays({ db, now }: Context): Promise<number> {
  const { count } = await db.prisma.loginDelay.deleteMany({
    where: { key: { startsWith: 'address:' }, lastAt: { lt: new Date(now.getTime() - ADDRESS_FORGOTTEN_AFTER_MS) } },
  })
  return count
}

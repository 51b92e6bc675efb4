import type { Intake } from '#lib/intake/order.ts'
import type { KvittensTerms } from '#lib/submissions/kvittens.ts'
import { readStop } from '#lib/submissions/send-gate.ts'
import { localeOf } from './locale.ts'
import type { Call } from './route.ts'

/** What every kvittens in the answer to this call is written by, but for whose it is. */
export async function kvittensTerms(
  { db, env }: Pick<Intake, 'db' | 'env'>,
  { request }: Call,
): Promise<Omit<KvittensTerms, 'orgnr'>> {
  return { locale: localeOf(request), stopped: await readStop(db, env.PAYLOAD_DIR) }
}

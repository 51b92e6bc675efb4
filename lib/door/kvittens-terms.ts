import { databaseFault } from '#lib/database-fault.ts'
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

/** The same after a commit: a receipt is not lost because the database went away just then; whether sending is stopped is left out. */
export async function termsAfterCommit(parts: Pick<Intake, 'db' | 'env'>, call: Call): Promise<Omit<KvittensTerms, 'orgnr'>> {
  return await kvittensTerms(parts, call).catch((error: unknown) => {
    if (!databaseFault(error)) throw error
    return { locale: localeOf(call.request), stopped: null }
  })
}

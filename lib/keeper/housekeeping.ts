import { tellFailures } from '#lib/access/factors/tell-failures.ts'
import { forgetDelays } from '#lib/access/login-delay.ts'
import { forgetLoginNonces } from '#lib/access/login-nonce.ts'
import type { Keeper } from './keeper.ts'

const EVERY_MS = 10 * 60_000

/** Tells owners of user names that strangers have failed with, and forgets old failures and nonces: at once and from then on. The returned function stops it. */
export function startKeeping({ db, env, log }: Keeper): () => void {
  const run = () => void tend({ db, env }).catch((error) => void log.fault('tending-failed', error))
  run()
  const timer = setInterval(run, EVERY_MS)
  return () => clearInterval(timer)
}

async function tend({ db, env }: Pick<Keeper, 'db' | 'env'>): Promise<void> {
  const now = new Date()
  await tellFailures({ db, now }, env.PERSON_KEY)
  await forgetDelays({ db, now })
  await forgetLoginNonces({ db, now })
}

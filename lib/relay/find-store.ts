import { isStoreThere, prepareStore } from '#lib/store/store.ts'
import { hasPayloads } from '#lib/submissions/has-payloads.ts'
import type { Relay } from './relay.ts'

/**
 * Once, at the start: makes the store if there never was one. If files are kept somewhere and this folder is not marked
 * as theirs, nothing is made: everybody waits until the volume is back (or somebody who knows better puts the mark there).
 */
export async function findStore({ db, log, payloads }: Pick<Relay, 'db' | 'log' | 'payloads'>): Promise<void> {
  if (await isStoreThere(payloads.dir)) return
  if (await hasPayloads({ db })) {
    log.error('payloads-away')
    return
  }
  await prepareStore(payloads.dir)
  log.info('store-made')
}

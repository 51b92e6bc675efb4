import { join } from 'node:path'

/**
 * Where deliveries lie: a store inside the store, so that a file from FK never meets one to FK with the same bytes, which is
 * sealed for another key.
 */
export const deliveryStore = (payloadDir: string): string => join(payloadDir, 'deliveries')

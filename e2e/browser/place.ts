import { resolve } from 'node:path'

/** Where the set-up tells the tests what it started. */
export const HERE = resolve(import.meta.dirname, '../../test-results/running.json')

import { createHash } from 'node:crypto'

/** What the database holds of the token in a mailed link to an invitation or an application: its SHA-256, hex. */
export const hashLink = (token: string): string => createHash('sha256').update(token).digest('hex')

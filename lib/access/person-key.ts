import { createHmac } from 'node:crypto'

/** What stands for a personnummer in the database: nobody without the pepper (PERSON_KEY) can try numbers against it. */
export const personKey = (pepper: string, personnummer: string): string =>
  createHmac('sha256', pepper).update(personnummer).digest('hex')

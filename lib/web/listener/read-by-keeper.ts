import type { ReadOpening } from '#lib/deliveries/open-delivery.ts'
import type { Web } from './web.ts'

/** Web has no key of files from FK: keeper gives the bytes, for the ticket that was written with the opening. */
export const readByKeeper =
  ({ keeping }: Pick<Web, 'keeping'>): ReadOpening =>
  ({ ticket }) => {
    if (!ticket) throw new Error('an opening of nobody in a login')
    return keeping.openDelivery(ticket)
  }

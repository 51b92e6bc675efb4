import { cache } from 'react'
import { countDeliveries } from '#lib/deliveries/count-deliveries.ts'
import { webDb } from './db.ts'

/** How many files from FK nobody at the employer has fetched; asked once a request. */
export const unreadCount = cache(
  async (employerId: string): Promise<number> => (await countDeliveries(webDb(), employerId)).unread,
)

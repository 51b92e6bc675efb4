import { cache } from 'react'
import { countUnread } from '#lib/deliveries/count-deliveries.ts'
import { webDb } from './db.ts'

/** How many files from FK nobody at the employer has fetched; asked once a request. */
export const unreadCount = cache((employerId: string): Promise<number> => countUnread({ db: webDb() }, employerId))

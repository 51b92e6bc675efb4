import { cache } from 'react'
import { employersOf, type Membership } from '#lib/access/employers-of.ts'
import { webDb } from './db.ts'
import { requireEmployer } from './session.ts'

/** The company the page's visitor acts for. Without one: to the login or the choice, and afterwards back to `path`. */
export const actsFor = cache(async (path: string): Promise<Membership> => {
  const { personId, employerId } = await requireEmployer(path)
  const employer = (await employersOf({ db: webDb() }, personId)).find((known) => known.employerId === employerId)
  if (!employer) throw new Error('the session acts for an employer that the person may not act for')
  return employer
})

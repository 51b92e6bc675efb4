import { AppError } from '#lib/errors.ts'

/** Tables that a process holds in memory at once, in all and of one company, which so disturbs no other (R10). */
const MOST_TABLES = 16
const MOST_OF_ONE = 2

/** Companies, one entry for each table that is held. */
const held: string[] = []

/** Takes a place for a table. Refuses (`unavailable`, `conversion_busy`) where there is none. Gives what frees it, once. */
export function takeTableRoom(employerId: string): () => void {
  const own = held.filter((each) => each === employerId).length
  if (held.length >= MOST_TABLES || own >= MOST_OF_ONE) throw new AppError('unavailable', 'conversion_busy')
  held.push(employerId)
  let isFree = false
  return () => {
    if (isFree) return
    isFree = true
    held.splice(held.indexOf(employerId), 1)
  }
}

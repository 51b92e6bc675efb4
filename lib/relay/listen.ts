import pg from 'pg'
import type { Log } from '#lib/log.ts'

const AGAIN_MS = 5_000

/** Calls `wake` when the database notifies that something is due, over a connection of its own. The returned function ends it. */
export function listenForDue(url: string, wake: () => void, log: Log): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const connect = async () => {
    const mine = new pg.Client({ connectionString: url })
    client = mine
    mine.on('notification', wake)
    mine.on('error', () => {}) // followed by end
    mine.on('end', again)
    try {
      await mine.connect()
      await mine.query('LISTEN kvittens_due')
      wake()
    } catch (error) {
      log.fault('not-listening', error)
      mine.end().catch(() => {})
      again()
    }
  }
  const again = () => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void connect(), AGAIN_MS)
  }
  void connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}

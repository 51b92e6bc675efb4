// LISTEN on a connection of its own, made anew when it is lost. Not here: what is done when something is heard, and polling, which
// must find by itself what a lost connection did not tell.
import pg from 'pg'
import type { Log } from './log.ts'

/** How soon a lost connection is made anew: at first at once, then ever later. */
const FIRST_AGAIN_MS = 100
const LAST_AGAIN_MS = 5_000

type Listening = {
  url: string
  channel: string
  /** With what the database says. */
  heard: (payload: string) => void
  /** Each time that the connection stands: what was said before is lost. */
  begun: () => void
  log: Log
}

/** Calls `heard` for each notification. The returned function ends it. */
export function listenTo({ url, channel, heard, begun, log }: Listening): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let pause = FIRST_AGAIN_MS
  const connect = async () => {
    const mine = new pg.Client({ connectionString: url, keepAlive: true })
    client = mine
    mine.on('notification', ({ payload }) => heard(payload ?? ''))
    mine.on('error', () => {}) // followed by end
    mine.on('end', again)
    try {
      await mine.connect()
      await mine.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      pause = FIRST_AGAIN_MS
      begun()
    } catch (error) {
      log.fault('not-listening', error)
      mine.end().catch(() => {})
      again()
    }
  }
  const again = () => {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(() => void connect(), pause)
    pause = Math.min(pause * 2, LAST_AGAIN_MS)
  }
  void connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}

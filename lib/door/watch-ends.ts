import type { Server } from 'node:http'
import { listenTo } from '#lib/listen.ts'
import type { Log } from '#lib/log.ts'
import { callsOf } from './listen.ts'

/** The triggers' channel: prisma/migrations, `tell_end`. */
const CHANNEL = 'kvittens_ends'

/** Nothing tells when a day has passed, and the line to the database may be dead without a sign: what lasts is asked about this often. */
const LOOK_MS = 5_000

/** Ends what somebody is doing at `server` within a second after they may no longer do it. The returned function stops the watch. */
export function watchEnds(
  server: Server,
  { url, log, lookMs = LOOK_MS }: { url: string; log: Log; lookMs?: number },
): () => Promise<void> {
  const calls = callsOf(server)
  const stop = listenTo({
    ...{ url, channel: CHANNEL, log },
    heard: (key) => void calls.askAgain({ key }, log),
    begun: () => void calls.askAgain({ olderThanMs: 0 }, log),
  })
  const timer = setInterval(() => void calls.askAgain({ olderThanMs: lookMs }, log), lookMs)
  return async () => {
    clearInterval(timer)
    await stop()
  }
}

// The syncer: makes durable what web and gateway wrote to the payload store, which Node's permission model forbids to them. It reads
// the store alone, has no secret, no database and no network but its Unix socket, and does one thing for who may open that.
//
//   main.ts       the process: settings, its socket (lib/take-socket.ts)
//   sync-node.ts  opens what is named in the store, compares device and inode, syncs
//
// The question and its answer: lib/store/sync-question.ts. Not here: what is to be synced, and when (lib/store).
import { createServer, type Server, type Socket } from 'node:net'
import type { Log } from '#lib/log.ts'
import { LONGEST_QUESTION, SYNCED, syncQuestion } from '#lib/store/sync-question.ts'
import { syncNode } from './sync-node.ts'

const MOST_CONNECTIONS = 512
/** A question comes at once. */
const QUESTION_MS = 5_000

/** `broken`: a write was lost. The kernel reports that once, so that a later sync would prove nothing: only a new start clears it. */
type Syncer = { dir: string; log: Log; sync: typeof syncNode; broken: boolean }

/** `dir`: the payload store. `sync`: how a node of it is made durable. */
type CreateSyncer = { dir: string; log: Log; sync?: typeof syncNode }

/** A server that is not yet listening. */
export function createSyncer({ dir, log, sync = syncNode }: CreateSyncer): Server {
  const syncer: Syncer = { dir, log, sync, broken: false }
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    connection.on('error', () => {}) // whoever asked is gone
    connection.setTimeout(QUESTION_MS, () => connection.destroy())
    readQuestion(connection, async (line) => {
      connection.setTimeout(0)
      connection.end(`${await answer(syncer, line)}\n`)
    })
  })
  server.maxConnections = MOST_CONNECTIONS
  return server
}

function readQuestion(connection: Socket, then: (line: string) => Promise<void>): void {
  let line = ''
  connection.setEncoding('utf8')
  connection.on('data', (part) => {
    line += String(part)
    if (line.length > LONGEST_QUESTION) connection.destroy()
  })
  connection.once('end', () => void then(line))
}

/** The word that is answered. Never throws. */
async function answer(syncer: Syncer, line: string): Promise<string> {
  if (syncer.broken) return 'EIO'
  try {
    await syncer.sync(syncer.dir, syncQuestion.parse(JSON.parse(line)))
    return SYNCED
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EINVAL'
    if (code === 'EIO') syncer.broken = true
    syncer.log.fault('not-synced', error, { code })
    return code
  }
}

// The converter: turns a company's table into the e-service's XML by a layout that it is given, for web and gateway, whose own threads
// must not wait for it, and which may start no thread under Node's permission model. It has no secret, no database, no file and no network
// but its Unix socket, and keeps nothing. Each table is read in a thread that is killed when it takes too long or too much.
//
//   main.ts              the process: settings, its socket (lib/take-socket.ts)
//   table-threads.ts     the threads; convert-worker.ts is what runs in one
//
// The question and its answer: lib/converting. Not here: which layout (lib/conversions), how a table is read (lib/tables).
import { createServer, type Server, type Socket } from 'node:net'
import type { ConvertAnswer } from '#lib/converting/convert-question.ts'
import { convertQuestion, LONGEST_CONVERT_LINE, MOST_TABLE_BYTES } from '#lib/converting/convert-question.ts'
import type { Log } from '#lib/log.ts'
import { type ConvertRoom, openTableThreads, type TableResult, type TableWork } from './table-threads.ts'

const MOST_CONNECTIONS = 64
/** For one table. */
const CONVERT_ROOM: ConvertRoom = { timeMs: 10_000, memoryMb: 512 }
/** A question comes at once. */
const QUESTION_MS = 20_000

type CreateConverter = { log: Log; room?: ConvertRoom }

/** A server that is not yet listening. */
export function createConverter({ log, room = CONVERT_ROOM }: CreateConverter): Server {
  const threads = openTableThreads(room)
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    connection.on('error', () => {}) // whoever asked is gone
    connection.setTimeout(QUESTION_MS, () => connection.destroy())
    void answer(connection).catch((error) => {
      log.fault('not-converted', error)
      connection.destroy()
    })
  })
  async function answer(connection: Socket): Promise<void> {
    const work = await readQuestion(connection)
    connection.setTimeout(0)
    // Asked nothing, by who wants to know whether somebody is here (reachConverter).
    if (!work) return void connection.end()
    connection.end(written(await threads.convert(work)))
  }
  server.maxConnections = MOST_CONNECTIONS
  server.once('close', threads.close)
  return server
}

async function readQuestion(connection: Socket): Promise<TableWork | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of connection.iterator({ destroyOnReturn: false })) {
    parts.push(part as Buffer)
    length += (part as Buffer).length
    if (length > LONGEST_CONVERT_LINE + MOST_TABLE_BYTES) throw new Error('the question is too long')
  }
  if (length === 0) return undefined
  const all = Buffer.concat(parts)
  const end = all.indexOf(10)
  if (end < 0 || end > LONGEST_CONVERT_LINE) throw new Error('the question has no line')
  const question = convertQuestion.parse(JSON.parse(all.toString('utf8', 0, end)))
  const bytes = new Uint8Array(all.subarray(end + 1))
  if (bytes.length !== question.bytes) throw new Error('the table was cut off')
  return { question, bytes }
}

function written(result: TableResult): Buffer {
  const head: ConvertAnswer =
    result.kind === 'failed'
      ? result
      : { kind: 'converted', report: result.report, steps: result.steps, xml: result.xml?.length ?? null }
  const xml = result.kind === 'converted' && result.xml ? result.xml : new Uint8Array()
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), xml])
}

// Threads in which tables are read: a few, each with one table at a time, used again as long as they do well.
import { Worker } from 'node:worker_threads'
import type { ConvertedBytes } from '#lib/converting/ask-converter.ts'
import type { ConvertQuestion } from '#lib/converting/convert-question.ts'

/** What one table may take. Memory: of its thread's heap. */
export type ConvertRoom = { timeMs: number; memoryMb: number }
export type TableWork = { question: ConvertQuestion; bytes: Uint8Array }
type ReadTable = Omit<ConvertedBytes, 'xml'> & { xml: Uint8Array | undefined }
export type TableResult = ({ kind: 'converted' } & ReadTable) | { kind: 'failed'; why: 'time' | 'memory' }
export type TableThreads = { convert: (work: TableWork) => Promise<TableResult>; close: () => void }

/** Threads at once; other tables wait in the order in which they came. */
const MOST_THREADS = 2
/** For a thread to start, on a busy machine. */
const START_MS = 30_000

type TableThread = { worker: Worker; ready: Promise<unknown> }

/** A thread that takes more than `room` for a table is killed, and the table has failed. `convert` throws for a fault of ours. */
export function openTableThreads(room: ConvertRoom): TableThreads {
  const idle: TableThread[] = []
  const all = new Set<Worker>()
  const waiting: (() => void)[] = []
  let running = 0
  const end = (worker: Worker) => {
    all.delete(worker)
    void worker.terminate()
  }
  return {
    async convert(work) {
      if (running >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve))
      else running++
      const thread = idle.pop() ?? startThread(room)
      all.add(thread.worker)
      let done: TableResult | undefined
      try {
        done = await readTableIn(thread, work, room)
        return done
      } finally {
        if (done?.kind === 'converted') idle.push(thread)
        else end(thread.worker)
        const next = waiting.shift()
        if (next) next()
        else running--
      }
    },
    close() {
      for (const worker of all) end(worker)
    },
  }
}

function startThread({ memoryMb }: ConvertRoom): TableThread {
  const worker = new Worker(new URL('./convert-worker.ts', import.meta.url), {
    ...{ env: {}, execArgv: ['--disable-warning=ExperimentalWarning'] },
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 },
  })
  worker.unref()
  // What is killed may still fail.
  worker.on('error', () => {})
  return { worker, ready: new Promise((resolve) => worker.once('message', resolve)) }
}

async function readTableIn({ worker, ready }: TableThread, work: TableWork, { timeMs }: ConvertRoom): Promise<TableResult> {
  const { promise, resolve, reject } = Promise.withResolvers<TableResult>()
  const fail = (error: unknown) => (isMemory(error) ? resolve({ kind: 'failed', why: 'memory' }) : reject(error))
  const exit = () => reject(new Error('the thread ended without an answer'))
  const expire = () => resolve({ kind: 'failed', why: 'time' })
  worker.on('error', fail)
  worker.on('exit', exit)
  let timer = setTimeout(expire, START_MS)
  void ready.then(() => {
    clearTimeout(timer)
    timer = setTimeout(expire, timeMs)
    worker.once('message', (read: ReadTable) => resolve({ kind: 'converted', ...read }))
    worker.postMessage(work, [work.bytes.buffer as ArrayBuffer])
  })
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    worker.off('error', fail)
    worker.off('exit', exit)
  }
}

/** The heap's limit, or a string or buffer that there is no room for. */
function isMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') || error instanceof RangeError
}

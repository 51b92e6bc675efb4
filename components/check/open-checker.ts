import type { Report } from '#lib/checking/report.ts'
import type {
  CheckMessage,
  CheckRequest,
  HashedCases,
  MakeFileInput,
  MakeFileResult,
  MendAnswer,
  MendInput,
  WorkerRequest,
} from './check-messages.ts'
import type { AskKeys } from './hash-cases.ts'

/** A message of the worker about the current file. */
export type CheckEvent =
  | Exclude<CheckMessage, { kind: 'prepared' | 'made' | 'answered' | 'hashed' | 'checked' }>
  | (Omit<Extract<CheckMessage, { kind: 'checked' }>, 'report'> & { report: Report })

export type Checker = {
  /** Imports everything that a check may need; true when nothing more has to be fetched. */
  prepare(environment: CheckRequest['environment']): Promise<boolean>
  /** Checks a file; ends the check before. */
  check(request: Omit<CheckRequest, 'turn'>): void
  cancel(): void
  /** Makes a file to keep of the last check. */
  make(wish: MakeFileInput): Promise<MakeFileResult>
  /** Asks about mending the file of the last check. */
  mend(wish: MendInput): Promise<MendAnswer>
  /** The questions about the cases of the last check; undefined where there are none, or another file was chosen meanwhile. */
  hash(keys: AskKeys): Promise<HashedCases | undefined>
  close(): void
}

/** The worker of a page: started on first use, and again after an error. */
export function openChecker(listen: (news: CheckEvent) => void): Checker {
  let worker: Worker | undefined
  let turn = 0
  let number = 0
  let prepared: ((done: boolean) => void) | undefined
  let hashed: ((cases?: HashedCases) => void) | undefined
  const waiting = new Map<number, (made: MakeFileResult) => void>()
  const asking = new Map<number, (answer: MendAnswer) => void>()

  function hear(message: CheckMessage): void {
    if (message.kind === 'prepared') prepared?.(true)
    else if (message.kind === 'hashed') hashed?.(message.turn === turn ? message.cases : undefined)
    else if (message.kind === 'broke') end(message.reason)
    else if (message.kind === 'answered') {
      asking.get(message.number)?.(message.answer)
      asking.delete(message.number)
    } else if (message.kind !== 'made') {
      if (message.turn === turn)
        listen(message.kind === 'checked' ? { ...message, report: parseReport(message.report) } : message)
    } else {
      waiting.get(message.number)?.(message.made)
      waiting.delete(message.number)
    }
  }

  function end(reason: string): void {
    close()
    listen({ kind: 'broke', reason })
  }

  function close(): void {
    worker?.terminate()
    worker = undefined
    prepared?.(false)
    hashed?.()
    for (const give of waiting.values()) give({ kind: 'refused', why: 'unreadable' })
    waiting.clear()
    for (const give of asking.values()) give({ kind: 'refused', why: 'unreadable' })
    asking.clear()
  }

  function order(order: WorkerRequest): void {
    if (!worker) {
      worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = (event: MessageEvent<CheckMessage>) => hear(event.data)
      worker.onerror = (event) => end(event.message)
    }
    worker.postMessage(order)
  }

  return {
    prepare: (environment) =>
      new Promise((resolve) => {
        prepared = resolve
        order({ kind: 'prepare', environment })
      }),
    check: (request) => order({ kind: 'check', request: { ...request, turn: ++turn } }),
    cancel: () => {
      turn++
      if (worker) order({ kind: 'cancel' })
    },
    make: (wish) =>
      new Promise((resolve) => {
        waiting.set(++number, resolve)
        order({ kind: 'make', wish: { ...wish, number } })
      }),
    mend: (wish) =>
      new Promise((resolve) => {
        asking.set(++number, resolve)
        order({ kind: 'mend', number, wish })
      }),
    hash: (keys) =>
      new Promise((resolve) => {
        hashed?.()
        hashed = resolve
        order({ kind: 'hash', turn, keys })
      }),
    close,
  }
}

/** The worker's own words: they need no check. */
function parseReport(text: string): Report {
  return JSON.parse(text) as Report
}

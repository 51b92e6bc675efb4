// The worker of a page: checks one file at a time, and makes files to keep of the last check.

import { CaseLog } from './case-log.ts'
import type { CheckMessage, CheckRequest, WorkerRequest } from './check-messages.ts'
import { type AskKeys, hashCases } from './hash-cases.ts'
import type { LastCheck } from './make-file.ts'

const UNREADABLE = { kind: 'refused', why: 'unreadable' } as const

let turn = 0
let last: LastCheck | undefined
let lastCases: CaseLog | undefined
let requestsBefore = 0

// Set before any dynamic import: a message without a listener is lost.
self.onmessage = (event: MessageEvent<WorkerRequest>) => {
  obey(event.data).catch((error: unknown) => tell({ kind: 'broke', reason: String(error) }))
}

async function obey(order: WorkerRequest): Promise<void> {
  switch (order.kind) {
    case 'prepare':
      return prepare(order.environment)
    case 'check':
      return check(order.request)
    case 'cancel':
      turn = 0
      return
    case 'hash':
      return hash(order.turn, order.keys)
    case 'make': {
      const { makeFile } = await import('./make-file.ts')
      const { number, ...wish } = order.wish
      return tell({ kind: 'made', number, made: last ? await makeFile(last, wish) : UNREADABLE })
    }
    case 'mend': {
      const { answerMend } = await import('./answer-mend.ts')
      const { number, wish } = order
      return tell({ kind: 'answered', number, answer: last ? await answerMend(last, wish) : UNREADABLE })
    }
  }
}

/** Imports everything now, so that nothing is fetched later. */
async function prepare(environment: CheckRequest['environment']): Promise<void> {
  const [{ prepareReading }] = await Promise.all([
    import('./read-file.ts'),
    import('./make-file.ts'),
    import('./answer-mend.ts'),
    import('./read-as-table.ts'),
  ])
  await prepareReading(environment)
  requestsBefore = requests()
  tell({ kind: 'prepared' })
}

async function check(request: CheckRequest): Promise<void> {
  turn = request.turn
  last = undefined
  const cases = new CaseLog()
  const { readFile } = await import('./read-file.ts')
  const answer = await readFile(request, {
    onCase: cases.note,
    isWanted: () => turn === request.turn,
    onProgress: (progress) => tell({ kind: 'progress', turn: request.turn, ...progress }),
  })
  if (answer === 'unwanted') return
  if (answer === 'unreadable') return tell({ kind: 'unreadable', turn: request.turn })
  const { report, sha256, converted } = answer
  last = { request, report, sha256, columns: converted?.columns, answers: converted?.reading?.answers }
  lastCases = cases
  tell({ kind: 'checked', turn: request.turn, ...answer, report: JSON.stringify(report), requests: requests() - requestsBefore })
}

async function hash(asked: number, keys: AskKeys): Promise<void> {
  const { blocks, places } = lastCases ?? new CaseLog()
  if (asked !== turn || places.length === 0) return tell({ kind: 'hashed', turn: asked })
  tell({ kind: 'hashed', turn: asked, cases: { hashes: await hashCases(blocks, keys), places } })
}

const requests = (): number => performance.getEntriesByType('resource').length

function tell(message: CheckMessage): void {
  self.postMessage(message)
}

import type { ServerResponse } from 'node:http'
import { AppError } from '#lib/errors.ts'
import { endBody } from '#lib/intake/read-body.ts'
import type { Log } from '#lib/log.ts'
import type { Call } from './route.ts'

/** Who makes a call, for as long as it lasts. */
export type Holder = {
  /** What the database names them by when it takes something from them: `person <id>`, `employer <id>` … */
  keys: readonly string[]
  /** Refuses (AppError) when they may no longer do what they are doing. */
  askAgain: () => Promise<void>
}
type CallUnderWay = Pick<Call, 'request' | 'response'> & { holder: Holder; begunAt: number }
type WhichCalls = { key: string } | { olderThanMs: number }

/** Answers whose receiver may no longer have them, and why. */
const refused = new WeakMap<ServerResponse, AppError>()

/** The calls that a server is answering: what somebody may no longer do ends in its middle. What is written asks once more when it commits. */
export class CallsUnderWay {
  readonly #calls = new Set<CallUnderWay>()

  /** The returned function is called when it is answered. */
  begin(call: Pick<Call, 'request' | 'response'>, holder: Holder): () => void {
    const { request, response } = call
    const entry = { request, response, holder, begunAt: performance.now() }
    this.#calls.add(entry)
    return () => void this.#calls.delete(entry)
  }

  /** Asks again who may go on, once for each holder, and ends the calls of those who may not. */
  async askAgain(which: WhichCalls, log: Log): Promise<void> {
    const groups = Map.groupBy(
      [...this.#calls].filter((call) => isMeant(call, which)),
      ({ holder }) => holder.keys.join(' '),
    )
    await Promise.all([...groups.values()].map((calls) => endRefused(calls, log)))
  }
}

function isMeant({ holder, begunAt }: CallUnderWay, which: WhichCalls): boolean {
  return 'key' in which ? holder.keys.includes(which.key) : performance.now() - begunAt >= which.olderThanMs
}

async function endRefused(calls: CallUnderWay[], log: Log): Promise<void> {
  try {
    await calls[0]?.holder.askAgain()
  } catch (error) {
    // Not known: the commit asks, and so does the next round.
    if (!(error instanceof AppError)) return void log.fault('not-asked-again', error)
    log.info('ended-in-its-middle', { code: error.code, count: calls.length })
    for (const call of calls) end(call, error)
  }
}

/** A body is read no further and is refused; an answer that has begun is cut, and one that has not is refused (requireReceiver). */
function end({ request, response }: CallUnderWay, fault: AppError): void {
  refused.set(response, fault)
  endBody(request, fault)
  if (response.headersSent && !response.writableEnded) response.destroy()
}

/** Refuses as the receiver of the answer was, since it began. */
export function requireReceiver(response: ServerResponse): void {
  const fault = refused.get(response)
  if (fault) throw fault
}

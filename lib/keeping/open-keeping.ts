import { request } from 'node:http'
import { z } from 'zod'
import { AppError, REFUSALS, type RefusalCode } from '#lib/errors.ts'
import { type DeliveryTicket, fetchOpened } from './fetch-opened.ts'
import { KEEPER_OPERATIONS, type OperationInput, type OperationName, type OperationOutput } from './operations.ts'

/** Keeper, as web asks it. */
export type Keeping = {
  /**
   * Refuses as the operation does; (`unavailable`, `keeper`) where keeper was not reached, so that nothing is done, and (`unavailable`,
   * `keeper_lost`) where it went away before its answer. Throws for a bug of keeper's.
   */
  ask: <Name extends OperationName>(name: Name, input: OperationInput<Name>) => Promise<OperationOutput<Name>>
  /** The plain bytes of a delivery (fetch-opened.ts). */
  openDelivery: (ticket: DeliveryTicket) => AsyncIterable<Uint8Array>
}

/** Keeper waits no longer for Postgres, and a password takes its turn. */
const ANSWER_MS = 30_000
const MOST_ANSWER_BYTES = 1_000_000

const refusal = z.object({
  code: z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]),
  detail: z.string().optional(),
})

/** `socket`: the path that keeper listens on. A connection of its own for each question: one that is kept may have died with keeper. */
export function openKeeping(socket: string): Keeping {
  return {
    openDelivery: (ticket) => fetchOpened(socket, ticket),
    async ask<Name extends OperationName>(name: Name, input: OperationInput<Name>): Promise<OperationOutput<Name>> {
      const { status, text } = await post(socket, name, JSON.stringify(input))
      // The cast: the table gives the schema of just this name.
      if (status === 200) return KEEPER_OPERATIONS[name].output.parse(JSON.parse(text)) as OperationOutput<Name>
      const refused = refusal.safeParse(parseJson(text))
      if (!refused.success) throw new Error(`keeper answered ${status} to ${name}`)
      throw new AppError(refused.data.code, refused.data.detail)
    },
  }
}

function post(socketPath: string, name: string, body: string): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
  let isConnected = false
  const failed = (cause: Error) => reject(new AppError('unavailable', isConnected ? 'keeper_lost' : 'keeper', { cause }))
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  const signal = AbortSignal.timeout(ANSWER_MS)
  const sent = request({ socketPath, path: `/${name}`, method: 'POST', headers, agent: false, signal }, (answer) => {
    const parts: Buffer[] = []
    let bytes = 0
    answer.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > MOST_ANSWER_BYTES) answer.destroy(new Error('too long an answer'))
      else parts.push(part)
    })
    answer.on('error', failed)
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }))
  })
  sent.on('socket', (socket) => socket.once('connect', () => (isConnected = true)))
  sent.on('error', failed)
  sent.end(body)
  return promise
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

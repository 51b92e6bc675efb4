import { connect } from 'node:net'
import type { OriginStep } from '#lib/checking/origin.ts'
import type { Report } from '#lib/checking/report.ts'
import { AppError } from '#lib/errors.ts'
import type { ConvertAnswer, ConvertQuestion } from './convert-question.ts'

/** Longer than a table may wait for its turn and be read. */
const ANSWER_MS = 90_000

export type ConvertedBytes = { report: Report; steps: OriginStep[]; xml: Buffer | undefined }

/**
 * Has a table converted by a layout, in another process. Refuses (`unavailable`, `converter`) where that is not reached, goes away before
 * its answer or is too slow, and (`too_large`, `conversion`) a table that takes more time or memory than one may.
 */
export async function askConverter(
  socket: string,
  question: ConvertQuestion,
  table: readonly Uint8Array[],
): Promise<ConvertedBytes> {
  const answer = await exchange(socket, [Buffer.from(`${JSON.stringify(question)}\n`), ...table]).catch((cause) => {
    throw new AppError('unavailable', 'converter', { cause })
  })
  const end = answer.indexOf(10)
  if (end < 0) throw new AppError('unavailable', 'converter', { cause: new Error('the converter went away') })
  // The converter is ours, and writes what its type says.
  const head = JSON.parse(answer.toString('utf8', 0, end)) as ConvertAnswer
  if (head.kind === 'failed') throw new AppError('too_large', 'conversion', { cause: new Error(`too much ${head.why}`) })
  const { report, steps, xml } = head
  if (xml === null) return { report, steps, xml: undefined }
  const rest = answer.subarray(end + 1)
  if (rest.length !== xml)
    throw new AppError('unavailable', 'converter', { cause: new Error('the converter’s answer was cut off') })
  return { report, steps, xml: rest }
}

/** Throws where nobody takes a question. */
export async function reachConverter(socket: string): Promise<void> {
  await exchange(socket, [])
}

/** What comes back until the other side ends. */
function exchange(path: string, parts: readonly Uint8Array[]): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const connection = connect(path)
  const timer = setTimeout(() => connection.destroy(new Error('the converter does not answer')), ANSWER_MS)
  const chunks: Buffer[] = []
  connection.on('data', (chunk) => chunks.push(Buffer.from(chunk)))
  connection.on('error', reject)
  connection.on('close', () => {
    clearTimeout(timer)
    resolve(Buffer.concat(chunks))
  })
  for (const part of parts) connection.write(part)
  connection.end()
  return promise
}

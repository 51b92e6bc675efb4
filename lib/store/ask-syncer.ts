import { connect } from 'node:net'
import { AppError } from '#lib/errors.ts'
import { SYNCED, type SyncQuestion } from './sync-question.ts'

/** A disk that is this slow takes no files. */
const ANSWER_MS = 30_000
const LONGEST_ANSWER = 40

/**
 * Resolves when what is asked for is durable. Throws the disk's fault with its code, as fsync does. Refuses (`unavailable`, `storage`)
 * where the syncer is not reached, goes away before its answer or is too slow: then nobody knows whether it is durable.
 */
export async function askSyncer(socket: string, question: SyncQuestion): Promise<void> {
  const word = await exchange(socket, `${JSON.stringify(question)}\n`).catch((cause) => {
    throw new AppError('unavailable', 'storage', { cause })
  })
  if (word === SYNCED) return
  if (!/^E[A-Z0-9]+$/.test(word)) throw new AppError('unavailable', 'storage', { cause: new Error('the syncer went away') })
  throw Object.assign(new Error(`the syncer could not sync: ${word}`), { code: word })
}

/** What comes back until the other side ends; cut off after LONGEST_ANSWER. */
function exchange(path: string, line: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const connection = connect(path)
  const timer = setTimeout(() => connection.destroy(new Error('the syncer does not answer')), ANSWER_MS)
  let text = ''
  connection.setEncoding('utf8')
  connection.on('data', (part) => {
    text = `${text}${String(part)}`.slice(0, LONGEST_ANSWER)
  })
  connection.on('error', reject)
  connection.on('close', () => {
    clearTimeout(timer)
    // A word without its end was cut off.
    resolve(text.endsWith('\n') ? text.slice(0, -1) : '')
  })
  connection.end(line)
  return promise
}

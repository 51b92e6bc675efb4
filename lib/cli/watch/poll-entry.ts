import { join } from 'node:path'
import type { Connection } from '../connection/open-connection.ts'
import { readReceipt } from '../connection/read-receipt.ts'
import type { KvittensAnswer } from '../connection/shapes.ts'
import { writeDurably } from '../durable.ts'
import type { Agent } from './agent.ts'
import { maskFileName } from './agent-log.ts'
import { backOffAgent, backOffEntry } from './backoff.ts'
import { writeReceipt } from './file-entry.ts'
import type { JournalEntry } from './journal-state.ts'

/** How long a verdict is waited for: most services give none after FK has received the file. */
const FOLLOWED_MS = 14 * 24 * 60 * 60_000

/** Asks where a received file is now, and keeps its receipt true. */
export async function pollEntry(agent: Agent, line: Connection, entry: JournalEntry): Promise<void> {
  if (entry.outcome?.kind !== 'received') return
  const { folders, book, log, clock, signal } = agent
  const read = await readReceipt(line, entry.outcome.reference, signal)
  if (read.kind === 'trouble') return backOffAgent(agent, read)
  agent.pause = undefined
  backOffEntry(agent, entry.id)
  const at = clock.now().toISOString()
  const isOld = clock.now().getTime() - Date.parse(entry.outcome.receivedAt) > FOLLOWED_MS
  if (read.kind === 'gone' || (read.kind === 'later' && isOld)) {
    const { status = '', kvittens = '{}' } = entry
    book.write({ kind: 'status', id: entry.id, at, status, kvittens, end: true })
    return
  }
  if (read.kind === 'later') return
  const { kvittens } = read
  const end = isEnd(kvittens) || isOld
  const text = JSON.stringify(kvittens)
  if (text === entry.kvittens && !end) return
  await writeReceipt(folders.kvittenser, entry.as, text)
  const news = told(agent, entry, kvittens)
  if (kvittens.status === 'underkand') await writeDurably(join(folders.fel, `${entry.as}.underkand.txt`), `\ufeff${news}\r\n`)
  if (news !== undefined && kvittens.status !== entry.status) log(news)
  book.write({ kind: 'status', id: entry.id, at, status: kvittens.status, kvittens: text, end })
}

const isEnd = ({ status }: KvittensAnswer) => ['godkand', 'underkand', 'aterkallad'].includes(status)

/** What is worth a line in the log. */
function told({ speech }: Agent, { as }: JournalEntry, { status, referens, kvittensID }: KvittensAnswer): string | undefined {
  const values = { file: maskFileName(as), reference: referens, id: kvittensID ?? '' }
  switch (status) {
    case 'levererad':
      return speech.say('nowDelivered', values)
    case 'godkand':
      return speech.say('nowApproved', values)
    case 'underkand':
      return speech.say('nowDisapproved', values)
    case 'aterkallad':
      return speech.say('nowWithdrawn', values)
    case 'okand':
      return speech.say('nowUnknown', values)
    case 'vantar':
      return speech.say('nowHeld', values)
    // On its way, as was said when it was received.
    default:
      return undefined
  }
}

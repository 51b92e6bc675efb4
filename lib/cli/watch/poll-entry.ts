import { join } from 'node:path'
import { DAY_MS } from '#lib/calendar.ts'
import type { Connection } from '../connection/open-connection.ts'
import { readReceipt } from '../connection/read-receipt.ts'
import type { KvittensAnswer } from '../connection/shapes.ts'
import { writeDurably } from '../durable.ts'
import type { Agent } from './agent.ts'
import { nameInLog } from './agent-log.ts'
import { backOffAgent, backOffEntry } from './backoff.ts'
import { writeReceipt } from './file-entry.ts'
import type { JournalEntry } from './journal-state.ts'

/** How long a receipt is polled for a verdict: most services give none after FK has received the file. */
const POLLED_MS = 14 * DAY_MS

/** Polls the receipt of a received file and updates it on disk when it has changed. */
export async function pollEntry(agent: Agent, connection: Connection, entry: JournalEntry): Promise<void> {
  if (entry.outcome?.kind !== 'received') return
  const { folders, journal, log, clock, signal } = agent
  const read = await readReceipt(connection, entry.outcome.reference, signal)
  if (read.kind === 'trouble') return backOffAgent(agent, read)
  agent.backoff = undefined
  backOffEntry(agent, entry.id)
  const at = clock.now().toISOString()
  const isOld = clock.now().getTime() - Date.parse(entry.outcome.receivedAt) > POLLED_MS
  if (read.kind === 'gone' || (read.kind === 'later' && isOld)) {
    const { status = '', kvittens = '{}' } = entry
    journal.write({ kind: 'status', id: entry.id, at, status, kvittens, end: true })
    return
  }
  if (read.kind === 'later') return
  const { kvittens } = read
  const end = isEnd(kvittens) || isOld
  const text = JSON.stringify(kvittens)
  if (text === entry.kvittens && !end) return
  await writeReceipt(folders.kvittenser, entry.as, text)
  const logLine = logLineFor(agent, entry, kvittens)
  if (kvittens.status === 'underkand') await writeDurably(join(folders.fel, `${entry.as}.underkand.txt`), `\ufeff${logLine}\r\n`)
  if (logLine !== undefined && (kvittens.status !== entry.status || (kvittens.orsak ?? null) !== orsakIn(entry))) log(logLine)
  journal.write({ kind: 'status', id: entry.id, at, status: kvittens.status, kvittens: text, end })
}

/** The reason that was last written down. */
function orsakIn({ kvittens = '{}' }: JournalEntry): string | null {
  return (JSON.parse(kvittens) as Partial<KvittensAnswer>).orsak ?? null
}

const isEnd = ({ status }: KvittensAnswer) => ['godkand', 'underkand', 'aterkallad'].includes(status)

/** The log line for a status; undefined where there is nothing new to say. */
function logLineFor(
  { messages, clock }: Agent,
  { as }: JournalEntry,
  { status, referens, kvittensID, attGora }: KvittensAnswer,
): string | undefined {
  const values = { file: nameInLog(as, clock.now()), reference: referens, id: kvittensID ?? '' }
  switch (status) {
    case 'levererad':
      return messages.say('nowDelivered', values)
    case 'godkand':
      return messages.say('nowApproved', values)
    case 'underkand':
      return messages.say('nowDisapproved', values)
    case 'aterkallad':
      return messages.say('nowWithdrawn', values)
    case 'okand':
      return messages.say('nowUnknown', values)
    case 'vantar':
      return [messages.say('nowHeld', values), attGora ?? ''].join(' ').trim()
    // Not sent yet: logged when it was received.
    default:
      return undefined
  }
}

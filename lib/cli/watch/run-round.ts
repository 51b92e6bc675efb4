import { z } from 'zod'
import { DAY_MS } from '#lib/calendar.ts'
import { callGateway } from '../connection/call-gateway.ts'
import { type Connection, openConnection } from '../connection/open-connection.ts'
import { parseAs } from '../connection/shapes.ts'
import { UsageError } from '../usage-error.ts'
import type { Agent } from './agent.ts'
import { backOffAgent } from './backoff.ts'
import { fetchInbox } from './fetch-inbox.ts'
import { fileEntry } from './file-entry.ts'
import type { JournalEntry } from './journal-state.ts'
import { pollEntry } from './poll-entry.ts'
import { sendEntry } from './send-entry.ts'
import { takeFiles } from './take-files.ts'

/** Receipts polled in one round, so that new files do not wait for old ones. */
const POLLED_PER_ROUND = 50
const WARN_DAYS = 30

/** One round: takes finished files, sends them, files what is decided, polls receipts, fetches the inbox. */
export async function runRound(agent: Agent): Promise<void> {
  await takeFiles(agent)
  for (const entry of unfiled(agent)) if (entry.outcome) await fileEntry(agent, entry)
  if (!mayContinue(agent)) return
  await withConnection(agent, async (connection) => {
    await sendAll(agent, connection)
    await pollSome(agent, connection)
    if (mayContinue(agent) && agent.settings().fetch) await fetchInbox(agent, connection)
    if (mayContinue(agent)) await warnBeforeExpiry(agent, connection)
  })
}

async function sendAll(agent: Agent, connection: Connection): Promise<void> {
  const ahead = new Set<string>()
  for (const entry of unfiled(agent)) {
    if (!mayContinue(agent)) return
    // The same bytes twice in the folder: the second waits for the outcome of the first.
    const same = `${entry.to} ${entry.sha256}`
    if (!entry.outcome && isDue(agent, entry) && !ahead.has(same)) await sendEntry(agent, connection, entry)
    if (entry.outcome && !entry.filed) await fileEntry(agent, entry)
    if (!entry.outcome) ahead.add(same)
  }
}

async function pollSome(agent: Agent, connection: Connection): Promise<void> {
  const open = [...agent.journal.entries.values()].filter((entry) => entry.outcome?.kind === 'received' && !entry.ended)
  for (const entry of open.filter((due) => isDue(agent, due)).slice(0, POLLED_PER_ROUND)) {
    if (!mayContinue(agent)) return
    await pollEntry(agent, connection, entry)
  }
}

/** Once a day: logs when the certificate ends within WARN_DAYS. */
async function warnBeforeExpiry(agent: Agent, connection: Connection): Promise<void> {
  const now = agent.clock.elapsed()
  if (now < agent.certificateAt) return
  agent.certificateAt = now + DAY_MS
  const answer = await callGateway(connection, { method: 'GET', path: '/health', signal: agent.signal })
  const seen = answer.kind === 'answered' ? parseAs(healthShape, answer.text) : undefined
  if (seen && seen.certifikat.dagarKvar <= WARN_DAYS)
    agent.log(agent.messages.say('certificateEnds', { days: seen.certifikat.dagarKvar }))
}

const healthShape = z.looseObject({ certifikat: z.looseObject({ dagarKvar: z.number() }) })

const unfiled = ({ journal }: Agent): JournalEntry[] => [...journal.entries.values()].filter(({ filed }) => !filed)

function isDue({ entryBackoffs, clock }: Agent, { id }: JournalEntry): boolean {
  return (entryBackoffs.get(id)?.at ?? 0) <= clock.elapsed()
}

/** False during backoff and after the signal. Throws UsageError (`takenOver`) when another agent has the folder. */
function mayContinue({ backoff, clock, signal, lock }: Agent): boolean {
  if (signal.aborted) return false
  if (!lock.isHeld()) throw new UsageError('takenOver')
  return backoff === undefined || backoff.until <= clock.elapsed()
}

/** A certificate that cannot be used leads to backoff, as other failures do: it may be replaced meanwhile. */
async function withConnection(agent: Agent, work: (connection: Connection) => Promise<void>): Promise<void> {
  const { messages, clock } = agent
  let connection: Connection
  try {
    connection = openConnection(agent.settings(), { locale: messages.locale, now: clock.now() })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return backOffAgent(agent, error)
  }
  try {
    await work(connection)
  } finally {
    connection.close()
  }
}

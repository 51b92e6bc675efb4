import { z } from 'zod'
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

/** Receipts asked about in one round, so that new files never wait for old ones. */
const FOLLOWED_AT_ONCE = 50
const DAY_MS = 24 * 60 * 60_000
const WARN_DAYS = 30

/** Looks once: takes what is finished, sends what can be sent, files what is decided, asks about what is on its way. */
export async function runRound(agent: Agent): Promise<void> {
  await takeFiles(agent)
  for (const entry of unfiled(agent)) if (entry.outcome) await fileEntry(agent, entry)
  if (!mayGoOn(agent)) return
  await withLine(agent, async (line) => {
    await sendAll(agent, line)
    await followSome(agent, line)
    if (mayGoOn(agent) && agent.settings().fetch) await fetchInbox(agent, line)
    if (mayGoOn(agent)) await lookAtCertificate(agent, line)
  })
}

async function sendAll(agent: Agent, line: Connection): Promise<void> {
  const ahead = new Set<string>()
  for (const entry of unfiled(agent)) {
    if (!mayGoOn(agent)) return
    // The same bytes twice in the folder: the second waits for what becomes of the first.
    const same = `${entry.to} ${entry.sha256}`
    if (!entry.outcome && isDue(agent, entry) && !ahead.has(same)) await sendEntry(agent, line, entry)
    if (entry.outcome && !entry.filed) await fileEntry(agent, entry)
    if (!entry.outcome) ahead.add(same)
  }
}

async function followSome(agent: Agent, line: Connection): Promise<void> {
  const open = [...agent.book.entries.values()].filter((entry) => entry.outcome?.kind === 'received' && !entry.ended)
  for (const entry of open.filter((due) => isDue(agent, due)).slice(0, FOLLOWED_AT_ONCE)) {
    if (!mayGoOn(agent)) return
    await pollEntry(agent, line, entry)
  }
}

/** Once a day, so that the certificate never ends as a surprise. */
async function lookAtCertificate(agent: Agent, line: Connection): Promise<void> {
  const now = agent.clock.now().getTime()
  if (now < agent.certificateAt) return
  agent.certificateAt = now + DAY_MS
  const answer = await callGateway(line, { method: 'GET', path: '/health', signal: agent.signal })
  const seen = answer.kind === 'answered' ? parseAs(healthShape, answer.text) : undefined
  if (seen && seen.certifikat.dagarKvar <= WARN_DAYS)
    agent.log(agent.speech.say('certificateEnds', { days: seen.certifikat.dagarKvar }))
}

const healthShape = z.looseObject({ certifikat: z.looseObject({ dagarKvar: z.number() }) })

const unfiled = ({ book }: Agent): JournalEntry[] => [...book.entries.values()].filter(({ filed }) => !filed)

function isDue({ paces, clock }: Agent, { id }: JournalEntry): boolean {
  return (paces.get(id)?.at ?? 0) <= clock.now().getTime()
}

/** Not while a trouble lasts, not after being told to stop, and never beside another agent. */
function mayGoOn({ pause, clock, signal, lock }: Agent): boolean {
  if (signal.aborted) return false
  if (!lock.isOurs()) throw new UsageError('takenOver')
  return pause === undefined || pause.until <= clock.now().getTime()
}

/** A certificate that cannot be used is a trouble like others: it may be mended while we wait. */
async function withLine(agent: Agent, work: (line: Connection) => Promise<void>): Promise<void> {
  const { speech, clock } = agent
  let line: Connection
  try {
    line = openConnection(agent.settings(), { locale: speech.locale, now: clock.now() })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return backOffAgent(agent, error)
  }
  try {
    await work(line)
  } finally {
    line.close()
  }
}

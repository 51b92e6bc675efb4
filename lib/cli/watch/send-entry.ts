import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../connection/open-connection.ts'
import { readReceipt } from '../connection/read-receipt.ts'
import type { KvittensAnswer } from '../connection/shapes.ts'
import { type HandInOutcome, tryHandIn } from '../connection/try-hand-in.ts'
import type { Agent } from './agent.ts'
import { nameInLog } from './agent-log.ts'
import { backOffAgent, backOffEntry } from './backoff.ts'
import { findSent, type JournalEntry } from './journal-state.ts'
import { writeReport } from './write-report.ts'

/** Sends one file, or finds that it need not be sent. The decision is in the journal when this returns; none during backoff. */
export async function sendEntry(agent: Agent, connection: Connection, entry: JournalEntry): Promise<void> {
  const { folders, journal, log, messages, clock, signal } = agent
  const file = join(folders.skickas, entry.as)
  const at = () => clock.now().toISOString()
  if (!existsSync(file)) {
    journal.write({ kind: 'gone', id: entry.id, at: at() })
    journal.write({ kind: 'filed', id: entry.id, at: at() })
    log(messages.say('gone', { file: nameInLog(entry.as, clock.now()) }))
    return
  }
  if (await isRepeat(agent, connection, entry)) return
  const { name, bytes, sha256, key } = entry
  const outcome = await tryHandIn(connection, { file, name, bytes, sha256, key }, { test: false, signal })
  await decide(agent, entry, outcome)
}

/** True when the same bytes were received before. Asks the portal whether that still holds: a withdrawn file may be sent again. */
async function isRepeat(agent: Agent, connection: Connection, entry: JournalEntry): Promise<boolean> {
  const { journal, log, messages, clock, signal } = agent
  const sent = findSent(journal, entry)
  if (sent?.outcome?.kind !== 'received') return false
  const at = clock.now().toISOString()
  if (!sent.ended) {
    const now = await readReceipt(connection, sent.outcome.reference, signal)
    if (now.kind === 'trouble') {
      backOffAgent(agent, now)
      return true
    }
    if (now.kind === 'receipt') noteStatus(agent, sent, now.kvittens)
    if (findSent(journal, entry) === undefined) return false
  }
  journal.write({ kind: 'repeat', id: entry.id, at, of: sent.id })
  log(
    messages.say('repeat', {
      file: nameInLog(entry.as, clock.now()),
      reference: sent.outcome.reference,
      first: nameInLog(sent.as, clock.now()),
    }),
  )
  return true
}

function noteStatus({ journal, clock }: Agent, { id, ended }: JournalEntry, kvittens: KvittensAnswer): void {
  const at = clock.now().toISOString()
  journal.write({ kind: 'status', id, at, status: kvittens.status, kvittens: JSON.stringify(kvittens), end: ended })
}

async function decide(agent: Agent, entry: JournalEntry, outcome: HandInOutcome): Promise<void> {
  const { journal, log, messages, clock, entryBackoffs } = agent
  const at = clock.now().toISOString()
  const file = nameInLog(entry.as, clock.now())
  switch (outcome.kind) {
    case 'received': {
      const { referens: reference } = outcome.kvittens
      journal.write({ kind: 'received', id: entry.id, at, reference, kvittens: JSON.stringify(outcome.kvittens) })
      log(messages.say(outcome.kvittens.dubblett ? 'agentHadIt' : 'agentReceived', { file, reference }))
      entryBackoffs.delete(entry.id)
      agent.backoff = undefined
      return
    }
    case 'stopped':
      // The report before the journal: after a kill in between the file is sent, and refused, once more.
      await writeReport(agent, entry, outcome)
      journal.write({ kind: 'stopped', id: entry.id, at })
      log(messages.say('agentStopped', { file, detail: outcome.problem.detail }))
      agent.stopped++
      return
    case 'changed':
      journal.write({ kind: 'changed', id: entry.id, at })
      journal.write({ kind: 'filed', id: entry.id, at })
      log(messages.say('agentChanged', { file }))
      return
    case 'later':
      // A 500 may concern this file alone, so it does not delay the others.
      if (outcome.status === 500) backOffEntry(agent, entry.id)
      else backOffAgent(agent, outcome)
      if (outcome.status === 500) log(messages.say('agentFault', { file, detail: outcome.problem?.detail ?? '' }))
      return
    case 'refused':
    case 'trouble':
      backOffAgent(agent, outcome)
      return
    case 'checked':
      throw new Error('a file that was sent was answered as a test')
  }
}

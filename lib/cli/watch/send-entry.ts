import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../connection/open-connection.ts'
import { readReceipt } from '../connection/read-receipt.ts'
import type { KvittensAnswer } from '../connection/shapes.ts'
import { type HandInOutcome, tryHandIn } from '../connection/try-hand-in.ts'
import type { Agent } from './agent.ts'
import { maskFileName } from './agent-log.ts'
import { backOffAgent, backOffEntry } from './backoff.ts'
import { findSent, type JournalEntry } from './journal-state.ts'
import { writeReport } from './write-report.ts'

/** Decides about one file: sends it, or finds that it need not go. What is decided is in the journal when this returns. */
export async function sendEntry(agent: Agent, line: Connection, entry: JournalEntry): Promise<void> {
  const { folders, book, log, speech, clock, signal } = agent
  const file = join(folders.skickas, entry.as)
  const at = () => clock.now().toISOString()
  if (!existsSync(file)) {
    book.write({ kind: 'gone', id: entry.id, at: at() })
    book.write({ kind: 'filed', id: entry.id, at: at() })
    log(speech.say('gone', { file: maskFileName(entry.as) }))
    return
  }
  if (await isRepeat(agent, line, entry)) return
  const { name, bytes, sha256, key } = entry
  const outcome = await tryHandIn(line, { file, name, bytes, sha256, key }, { test: false, signal })
  await decide(agent, entry, outcome)
}

/** The same bytes were received before. Whether that still holds is asked of the portal, as a withdrawn file may go again. */
async function isRepeat(agent: Agent, line: Connection, entry: JournalEntry): Promise<boolean> {
  const { book, log, speech, clock, signal } = agent
  const sent = findSent(book, entry)
  if (sent?.outcome?.kind !== 'received') return false
  const at = clock.now().toISOString()
  if (!sent.ended) {
    const now = await readReceipt(line, sent.outcome.reference, signal)
    if (now.kind === 'trouble') {
      backOffAgent(agent, now)
      return true
    }
    if (now.kind === 'receipt') noteStatus(agent, sent, now.kvittens)
    if (findSent(book, entry) === undefined) return false
  }
  book.write({ kind: 'repeat', id: entry.id, at, of: sent.id })
  log(speech.say('repeat', { file: maskFileName(entry.as), reference: sent.outcome.reference, first: maskFileName(sent.as) }))
  return true
}

function noteStatus({ book, clock }: Agent, { id, ended }: JournalEntry, kvittens: KvittensAnswer): void {
  const at = clock.now().toISOString()
  book.write({ kind: 'status', id, at, status: kvittens.status, kvittens: JSON.stringify(kvittens), end: ended })
}

async function decide(agent: Agent, entry: JournalEntry, outcome: HandInOutcome): Promise<void> {
  const { book, log, speech, clock, paces } = agent
  const at = clock.now().toISOString()
  const file = maskFileName(entry.as)
  switch (outcome.kind) {
    case 'received': {
      const { referens: reference } = outcome.kvittens
      book.write({ kind: 'received', id: entry.id, at, reference, kvittens: JSON.stringify(outcome.kvittens) })
      log(speech.say(outcome.kvittens.dubblett ? 'agentHadIt' : 'agentReceived', { file, reference }))
      paces.delete(entry.id)
      agent.pause = undefined
      return
    }
    case 'stopped':
      // The report first: without the journal's line the file is asked about again, and refused again.
      await writeReport(agent, entry, outcome)
      book.write({ kind: 'stopped', id: entry.id, at })
      log(speech.say('agentStopped', { file, detail: outcome.problem.detail }))
      agent.stopped++
      return
    case 'changed':
      book.write({ kind: 'changed', id: entry.id, at })
      book.write({ kind: 'filed', id: entry.id, at })
      log(speech.say('agentChanged', { file }))
      return
    case 'later':
      // A fault over this file alone must not hold up the others.
      if (outcome.status === 500) backOffEntry(agent, entry.id)
      else backOffAgent(agent, outcome)
      if (outcome.status === 500) log(speech.say('agentFault', { file, detail: outcome.problem?.detail ?? '' }))
      return
    case 'refused':
    case 'trouble':
      backOffAgent(agent, outcome)
      return
    case 'checked':
      throw new Error('a file that was sent was answered as a test')
  }
}

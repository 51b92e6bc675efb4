import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../connection/open-connection.ts'
import { faultText } from '../fetch-files.ts'
import { fetchNew } from '../fetch-new.ts'
import type { Agent } from './agent.ts'
import { nameInLog } from './agent-log.ts'
import { backOffAgent } from './backoff.ts'

const EVERY_MS = 5 * 60_000

/** Fetches files from FK into `inkorg`, every five minutes. */
export async function fetchInbox(agent: Agent, connection: Connection): Promise<void> {
  const { folders, journal, messages, clock, log, signal } = agent
  if (clock.elapsed() < agent.inboxAt) return
  agent.inboxAt = clock.elapsed() + EVERY_MS
  // Partial files left by a kill.
  for (const name of readdirSync(folders.inkorg))
    if (/^\..*\.part$/.test(name)) rmSync(join(folders.inkorg, name), { force: true })
  const { acknowledge } = agent.settings()
  const { fetched, fault } = await fetchNew(connection, {
    folder: folders.inkorg,
    acknowledge,
    signal,
    hasFetched: ({ namn, sha256, mottagen }) =>
      journal.fetched.some((known) => known.name === namn && known.sha256 === sha256 && known.from === mottagen),
    onFetched: ({ namn: name, sha256, mottagen: from }, as) =>
      journal.write({ kind: 'fetched', id: '', at: clock.now().toISOString(), name, as, sha256, from }),
  })
  for (const { as, acknowledged } of fetched)
    log(messages.say(acknowledged ? 'fetchedAndTold' : 'fetched', { file: nameInLog(as, clock.now()) }))
  if (fault?.kind === 'trouble') backOffAgent(agent, fault)
  else if (fault) log(faultText(fault, messages.say, clock.now()))
}

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Agent } from './agent.ts'
import { isDiskError, nameInLog } from './agent-log.ts'
import { type FoundFiles, UNFINISHED_MINUTES } from './find-finished.ts'

/** Says once of each file why it is not taken, also over restarts (`--once`): what was said is kept, by hash, while the file lies there. */
export function tellLeft(agent: Agent, left: FoundFiles['left']): void {
  const { folders, clock, messages, log } = agent
  const file = join(folders.own, 'sagt.json')
  agent.told ??= readTold(file)
  const told = agent.told
  const ids = left.map(({ name, why }) => createHash('sha256').update(`${why} ${name}`).digest('base64url'))
  left.forEach(({ name, why }, i) => {
    const said = { file: nameInLog(name, clock.now()), minutes: UNFINISHED_MINUTES }
    if (!told.has(ids[i] as string)) log(messages.say(why, said))
  })
  if (ids.length === told.size && ids.every((id) => told.has(id))) return
  agent.told = new Set(ids)
  try {
    writeFileSync(file, JSON.stringify(ids))
  } catch (error) {
    // It may be said again after a restart.
    if (!isDiskError(error)) throw error
  }
}

function readTold(file: string): Set<string> {
  try {
    const ids: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [])
  } catch {
    return new Set()
  }
}

// A lock per folder, as a file whose holder touches it every HEARTBEAT_MS. The operating system's locks differ between systems and
// fail on network folders. A lock is dead when its time has not changed over several heartbeats, so that clocks need not agree.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { UsageError } from '../usage-error.ts'

export type FolderLock = {
  /** False when another agent has taken the lock over (this computer was asleep): stop at once. */
  isHeld: () => boolean
  release: () => void
}

const HEARTBEAT_MS = 2_000
/** Missed heartbeats after which a lock is dead. */
const MISSED_HEARTBEATS = 4

const holderShape = z.object({ token: z.string(), pid: z.number(), host: z.string() })

/** Takes the folder's lock; throws `UsageError` (`running`) when another agent has it. */
export async function lockFolder(file: string): Promise<FolderLock> {
  const token = randomUUID()
  while (!create(file, token)) await waitOrTakeOver(file)
  const heartbeat = setInterval(() => {
    if (isHeldBy(file, token)) touch(file)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    isHeld: () => isHeldBy(file, token),
    release() {
      clearInterval(heartbeat)
      if (isHeldBy(file, token)) rmSync(file, { force: true })
    },
  }
}

function create(file: string, token: string): boolean {
  try {
    writeFileSync(file, JSON.stringify({ token, pid: process.pid, host: hostname() }), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function waitOrTakeOver(file: string): Promise<void> {
  const before = readLock(file)
  if (!before) return
  if (!before.isDead) {
    await sleep(HEARTBEAT_MS * MISSED_HEARTBEATS)
    const after = readLock(file)
    if (!after) return
    if (after.text !== before.text || after.touched !== before.touched) throw new UsageError('running', { pid: before.pid })
  }
  removeDeadLock(file, before.text)
}

/** Removes a dead lock by renaming it, which succeeds for one process alone. A lock that has changed since it was judged is put back. */
function removeDeadLock(file: string, judged: string): void {
  const away = `${file}.${randomUUID()}`
  try {
    renameSync(file, away)
  } catch {
    return
  }
  if (readFileSync(away, 'utf8') === judged) rmSync(away, { force: true })
  else renameSync(away, file)
}

function readLock(file: string): { text: string; touched: number; pid: string; isDead: boolean } | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const { mtimeMs: touched } = statSync(file)
    const holder = parseHolder(text)
    const isDead = holder !== undefined && holder.host === hostname() && !isAlive(holder.pid)
    return { text, touched, pid: String(holder?.pid ?? '?'), isDead }
  } catch {
    return undefined
  }
}

function isHeldBy(file: string, token: string): boolean {
  try {
    return parseHolder(readFileSync(file, 'utf8'))?.token === token
  } catch {
    return false
  }
}

/** Undefined for a file cut short by a kill: such a lock has no holder. */
function parseHolder(text: string): z.infer<typeof holderShape> | undefined {
  try {
    return holderShape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  // In a container the process id is often the same as that of the holder before.
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function touch(file: string): void {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch {
    // Gone or unreachable: isHeld reports it.
  }
}

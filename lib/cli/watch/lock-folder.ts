// One agent a folder. No locks of the operating system: they differ between systems and fail on network folders. A file
// that its owner touches is held by someone; one that nobody touches is not, whatever the clocks say.
import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { UsageError } from '../usage-error.ts'

export type FolderLock = {
  /** False when another has taken the folder over, as from a computer that slept: stop at once. */
  isOurs: () => boolean
  release: () => void
}

const BEAT_MS = 2_000
/** Beats that may be late before a lock is nobody's. */
const LATE_BEATS = 4

const holderShape = z.object({ token: z.string(), pid: z.number(), host: z.string() })

/** Takes the folder's lock; throws `Misuse` (`running`) when another agent has it. */
export async function lockFolder(file: string): Promise<FolderLock> {
  const token = randomUUID()
  while (!create(file, token)) await waitOrTakeOver(file)
  const beat = setInterval(() => {
    if (isHeldBy(file, token)) touch(file)
  }, BEAT_MS)
  beat.unref()
  return {
    isOurs: () => isHeldBy(file, token),
    release() {
      clearInterval(beat)
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
  const before = look(file)
  if (!before) return
  if (!before.isDead) {
    await sleep(BEAT_MS * LATE_BEATS)
    const after = look(file)
    if (!after) return
    if (after.text !== before.text || after.touched !== before.touched) throw new UsageError('running', { pid: before.pid })
  }
  takeAway(file, before.text)
}

/** Renaming is for one alone: who loses, or meets a newer lock than was judged, gives it back and looks again. */
function takeAway(file: string, judged: string): void {
  const away = `${file}.${randomUUID()}`
  try {
    renameSync(file, away)
  } catch {
    return
  }
  if (readFileSync(away, 'utf8') === judged) rmSync(away, { force: true })
  else renameSync(away, file)
}

function look(file: string): { text: string; touched: number; pid: string; isDead: boolean } | undefined {
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

/** Half a file, as a kill may leave it, is nobody's. */
function parseHolder(text: string): z.infer<typeof holderShape> | undefined {
  try {
    return holderShape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  // The first process of a container has the same number each time.
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
    // Gone or unreachable right now: isOurs tells.
  }
}

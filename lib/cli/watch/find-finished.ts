import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FixedEncoding } from '#lib/services/description.ts'
import { looksWhole } from './looks-whole.ts'

/** Size, modification time (ms) and when it was first seen so (ms, never set back), of the files in a folder, by name. */
export type FolderSnapshot = Map<string, { size: number; changedAt: number; since: number }>

/** The agent's own files, hidden ones, and those that systems put there. */
const SILENT = /^\.|\.klar$|^(kvittens\.json|kvittens\.logg.*|thumbs\.db|desktop\.ini)$/i
/** Programs' backups, locks and files that are being fetched or written. */
const NOT_OURS =
  /^~|~$|^#.*#$|\.(tmp|temp|part|partial|filepart|crdownload|download|opdownload|swp|lock|lck|bak|bak\d|old|orig|xlk|wbk)$/i

/**
 * `marking`: in a folder of marked files only those count that also have a file NAME.klar beside them, which the sender creates last.
 * `fixed`: of the e-service. `settled`: how long a file is as it is, in ms.
 */
type FindFinishedInput = {
  before: FolderSnapshot
  marking: 'marked' | 'unmarked'
  fixed: FixedEncoding | null
  now: number
  settled: (seen: { changedAt: number; since: number }) => number
}

/** `left`: files that are not taken now, and why: they are somebody's scratch files, or lack their end and may still be written. */
export type FoundFiles = {
  snapshot: FolderSnapshot
  finished: string[]
  left: { name: string; why: 'agentLeft' | 'agentUnfinished' }[]
}

/** A file without its end is waited for so long: a program may pause in the middle of one. */
export const UNFINISHED_MINUTES = 10

/** The files that are finished: not empty, with their end, and of the same size and time as in the snapshot before. */
export function findFinished(folder: string, { before, marking, fixed, now, settled }: FindFinishedInput): FoundFiles {
  const entries = readdirSync(folder, { withFileTypes: true })
  const names = new Set(entries.map(({ name }) => name))
  const found: FoundFiles = { snapshot: new Map(), finished: [], left: [] }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry
    // Links are not followed: moving a link would leave its target where it is.
    if (!entry.isFile() || SILENT.test(name)) continue
    if (NOT_OURS.test(name)) {
      found.left.push({ name, why: 'agentLeft' })
      continue
    }
    const seen = statOf(join(folder, name))
    if (!seen) continue
    const last = before.get(name)
    const isSettled = last !== undefined && last.size === seen.size && last.changedAt === seen.changedAt && seen.size > 0
    const known = { ...seen, since: isSettled ? last.since : now }
    found.snapshot.set(name, known)
    if (!isSettled || (marking === 'marked' && !names.has(`${name}.klar`))) continue
    // Who marks files says which are whole.
    const isWhole =
      marking === 'marked' ||
      settled(known) >= 60_000 * UNFINISHED_MINUTES ||
      looksWholeOrIsGone(join(folder, name), seen.size, fixed)
    if (isWhole) found.finished.push(name)
    else found.left.push({ name, why: 'agentUnfinished' })
  }
  return found
}

/** True for a file that cannot be read now: moving it will show why. */
function looksWholeOrIsGone(file: string, size: number, fixed: FixedEncoding | null): boolean {
  try {
    return looksWhole(file, size, fixed)
  } catch {
    return true
  }
}

/** Undefined when the file has gone since the folder was read. */
function statOf(file: string): { size: number; changedAt: number } | undefined {
  const seen = statSync(file, { throwIfNoEntry: false })
  return seen && { size: seen.size, changedAt: seen.mtimeMs }
}

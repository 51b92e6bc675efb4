import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Size and modification time (ms) of the files in a folder, by name. */
export type FolderSnapshot = Map<string, { size: number; changedAt: number }>

/** The agent's own files, and temporary files of programs and systems. */
const IGNORED =
  /^(\.|~\$)|\.(tmp|temp|part|partial|filepart|crdownload|download|swp|lock|klar)$|^(kvittens\.json|kvittens\.logg.*|thumbs\.db|desktop\.ini)$/i

/**
 * The files that are finished: not empty, and of the same size and time as in the snapshot before. `marked`: only those that
 * also have a file NAME.klar beside them, which the sender creates last.
 */
export function findFinished(
  folder: string,
  before: FolderSnapshot,
  marking: 'marked' | 'unmarked',
): { snapshot: FolderSnapshot; finished: string[] } {
  const entries = readdirSync(folder, { withFileTypes: true })
  const names = new Set(entries.map(({ name }) => name))
  const snapshot: FolderSnapshot = new Map()
  const finished: string[] = []
  for (const entry of entries) {
    const { name } = entry
    // Links are not followed: moving a link would leave its target where it is.
    if (!entry.isFile() || IGNORED.test(name)) continue
    const seen = statOf(join(folder, name))
    if (!seen) continue
    snapshot.set(name, seen)
    const last = before.get(name)
    const isSettled = last !== undefined && last.size === seen.size && last.changedAt === seen.changedAt && seen.size > 0
    if (isSettled && (marking === 'unmarked' || names.has(`${name}.klar`))) finished.push(name)
  }
  return { snapshot, finished: finished.sort() }
}

/** Undefined when the file has gone since the folder was read. */
function statOf(file: string): { size: number; changedAt: number } | undefined {
  const seen = statSync(file, { throwIfNoEntry: false })
  return seen && { size: seen.size, changedAt: seen.mtimeMs }
}

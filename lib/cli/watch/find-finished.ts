import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the files of a folder looked like. */
export type FolderSnapshot = Map<string, { size: number; changedAt: number }>

/** The agent's own, and what programs and systems leave lying about while they write. */
const OTHERS =
  /^(\.|~\$)|\.(tmp|temp|part|partial|filepart|crdownload|download|swp|lock|klar)$|^(kvittens\.json|kvittens\.logg.*|thumbs\.db|desktop\.ini)$/i

/**
 * The files that nobody writes to any more: of the same length and time in two looks, and not empty. `marked`: those only
 * that have a file NAME.klar beside them, which the sender makes last.
 */
export function findFinished(
  folder: string,
  before: FolderSnapshot,
  marking: 'marked' | 'unmarked',
): { look: FolderSnapshot; finished: string[] } {
  const entries = readdirSync(folder, { withFileTypes: true })
  const names = new Set(entries.map(({ name }) => name))
  const look: FolderSnapshot = new Map()
  const finished: string[] = []
  for (const entry of entries) {
    const { name } = entry
    // A link's target is elsewhere, and would stay there.
    if (!entry.isFile() || OTHERS.test(name)) continue
    const seen = lookAt(join(folder, name))
    if (!seen) continue
    look.set(name, seen)
    const last = before.get(name)
    const isSettled = last !== undefined && last.size === seen.size && last.changedAt === seen.changedAt && seen.size > 0
    if (isSettled && (marking === 'unmarked' || names.has(`${name}.klar`))) finished.push(name)
  }
  return { look, finished: finished.sort() }
}

/** Undefined when it went away in between. */
function lookAt(file: string): { size: number; changedAt: number } | undefined {
  const seen = statSync(file, { throwIfNoEntry: false })
  return seen && { size: seen.size, changedAt: seen.mtimeMs }
}

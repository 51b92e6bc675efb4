import { join } from 'node:path'
import type { ConnectionSettings } from '../connection/settings.ts'
import type { CliMessages } from '../messages.ts'
import type { FolderSnapshot } from './find-finished.ts'
import type { JournalState } from './journal-state.ts'
import type { FolderLock } from './lock-folder.ts'

/** Time comes from outside, so that a test can let days pass. */
export type Clock = { now: () => Date; sleep: (ms: number) => Promise<void> }

/** Where things lie in a watched folder. People see the first five; `own` is the agent's. */
export type Folders = {
  root: string
  /** Taken, and on the way. */
  skickas: string
  skickade: string
  fel: string
  kvittenser: string
  inkorg: string
  own: string
}

export type WatchSettings = ConnectionSettings & { klar: boolean; fetch: boolean; acknowledge: boolean; everyMs: number }

/** Why nothing goes out right now. */
export type Backoff = {
  until: number
  tries: number
  text: string
  saidAt: number
  exit: 'refused' | 'unsent' | 'unknown' | 'misuse'
}

/** The agent at work in one folder. */
export type Agent = {
  folders: Folders
  /** Read anew each round, so that what is mended counts at once. */
  settings: () => WatchSettings
  book: JournalState
  lock: FolderLock
  speech: CliMessages
  clock: Clock
  /** One line for people, with the time before it. */
  log: (text: string) => void
  signal: AbortSignal
  look: FolderSnapshot
  pause: Backoff | undefined
  /** When each entry is worth asking about again, and how many times in vain. Starts anew with the process. */
  paces: Map<string, { at: number; tries: number }>
  inboxAt: number
  certificateAt: number
  /** Files that were not received as they are, in this run. */
  stopped: number
}

export function foldersIn(root: string): Folders {
  const at = (name: string) => join(root, name)
  return {
    root,
    skickas: at('skickas'),
    skickade: at('skickade'),
    fel: at('fel'),
    kvittenser: at('kvittenser'),
    inkorg: at('inkorg'),
    own: at('.kvittens'),
  }
}

import { join } from 'node:path'
import type { ConnectionSettings } from '../connection/settings.ts'
import type { CliMessages } from '../messages.ts'
import type { FolderSnapshot } from './find-finished.ts'
import type { JournalState } from './journal-state.ts'
import type { FolderLock } from './lock-folder.ts'

/** The agent's clock, replaceable so that a test can let days pass. `elapsed`: milliseconds that are never set back, for rests. */
export type Clock = { now: () => Date; elapsed: () => number; sleep: (ms: number) => Promise<void> }

/** The paths in a watched folder. `own` is the agent's: journal and lock. */
export type Folders = {
  root: string
  /** Files taken and not yet decided. */
  skickas: string
  skickade: string
  fel: string
  kvittenser: string
  inkorg: string
  own: string
}

export type WatchSettings = ConnectionSettings & { klar: boolean; fetch: boolean; acknowledge: boolean; everyMs: number }

/** The agent's backoff after a failure that concerns every file. Times in ms since the epoch. */
export type AgentBackoff = {
  until: number
  tries: number
  text: string
  loggedAt: number
  exit: 'refused' | 'unsent' | 'unknown' | 'misuse'
}

/** State of the agent running in one folder. */
export type Agent = {
  folders: Folders
  /** Reads the settings from disk, so that a correction takes effect in the next round. */
  settings: () => WatchSettings
  journal: JournalState
  lock: FolderLock
  messages: CliMessages
  clock: Clock
  /** Logs one line, with the time before it. */
  log: (text: string) => void
  signal: AbortSignal
  /** One round for a schedule (`--once`): how long a file has lain there is then known from its time alone. */
  once: boolean
  snapshot: FolderSnapshot
  /** Which files have been said to be left (hashes); undefined before the first round. */
  told: Set<string> | undefined
  backoff: AgentBackoff | undefined
  /** Per entry: when it may be tried or polled again (ms), and the number of tries. Not kept over a restart. */
  entryBackoffs: Map<string, { at: number; tries: number }>
  inboxAt: number
  certificateAt: number
  /** Files refused in this run. */
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

// `kvittens watch FOLDER`: the folder agent. It takes finished files out of the folder, hands them in once each, and files the
// receipts; every decision is in the journal, synced, before it is acted on, so that a kill at any point loses and doubles nothing.
//
//   run-round.ts      one round: take-files (find-finished, looks-whole, tell-left), send-entry, file-entry, poll-entry, fetch-inbox
//   journal.ts        append-only log on disk; journal-state.ts: its state, replayed at start
//   lock-folder.ts    one agent per folder; backoff.ts: waits after failures
//   agent.ts          folders, settings and state of the running agent; agent-log.ts: the log for people
//
// Not here: the calls to the gateway (../connection).
import { mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LIMITS } from '#lib/limits.ts'
import type { CommandContext } from '../command.ts'
import { exitOf, parseOptions } from '../command.ts'
import { CONNECTION_OPTIONS, connectionSettings, readSettingsFile } from '../connection/settings.ts'
import { cliMessages } from '../messages.ts'
import { UsageError } from '../usage-error.ts'
import { type Agent, type Clock, type Folders, foldersIn, type WatchSettings } from './agent.ts'
import { isDiskError, openAgentLog } from './agent-log.ts'
import { openJournal } from './journal.ts'
import { replayJournal } from './journal-state.ts'
import { lockFolder } from './lock-folder.ts'
import { runRound } from './run-round.ts'

const OPTIONS = {
  ...CONNECTION_OPTIONS,
  klar: { type: 'boolean' },
  fetch: { type: 'boolean' },
  acknowledge: { type: 'boolean' },
  every: { type: 'string' },
  once: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const EVERY_S = LIMITS.watchSeconds

type WatchFolderContext = Omit<CommandContext, 'now'> & {
  clock?: Clock
  /** Ends the watch after the current step. */
  signal: AbortSignal
}

/**
 * Watches until the signal aborts, or with `--once` for two rounds (a file counts as finished when two rounds see it unchanged).
 * Exit codes as in KVITTENS_EXITS. Throws UsageError when it cannot run, also `running` and `takenOver`.
 */
export async function watchFolder(
  args: string[],
  { locale, write, signal, clock = realClock(signal) }: WatchFolderContext,
): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS)
  const say = cliMessages(locale)
  if (values.help) {
    write(say('watchHelp'))
    return 0
  }
  const [root, ...more] = positionals
  if (root === undefined || more.length > 0) throw new UsageError('oneFolder')
  const folders = foldersIn(resolve(root))
  if (!statSync(folders.root, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError('notAFolder', { file: folders.root })
  const settings = () => readSettings(folders, values)
  settings()
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true })
  const lock = await lockFolder(join(folders.own, 'las'))
  const journal = openJournal(join(folders.own, 'journal.jsonl'))
  const messages = { locale, say }
  const log = openAgentLog(folders, clock, write)
  const agent: Agent = {
    ...{ folders, settings, journal: replayJournal(journal), lock, messages, clock, log, signal },
    ...{
      once: values.once,
      snapshot: new Map(),
      told: undefined,
      backoff: undefined,
      entryBackoffs: new Map(),
      inboxAt: 0,
      certificateAt: 0,
      stopped: 0,
    },
  }
  try {
    log(say('watching', { folder: folders.root, url: settings().url.host }))
    await rounds(agent, values.once ? 2 : Number.POSITIVE_INFINITY)
    if (!values.once) log(say('stoppedWatching'))
    return exitCodeOf(agent, values.once)
  } finally {
    journal.close()
    lock.release()
  }
}

async function rounds(agent: Agent, most: number): Promise<void> {
  for (let round = 0; round < most && !agent.signal.aborted; round++) {
    if (round > 0) await agent.clock.sleep(agent.settings().everyMs)
    try {
      await runRound(agent)
    } catch (error) {
      // A full disk, or an unreachable network folder: logged, and tried again.
      if (!isDiskError(error)) throw error
      agent.log(agent.messages.say('diskTrouble', { reason: error.code }))
    }
  }
}

function readSettings(
  { root }: Folders,
  given: Partial<Record<keyof typeof OPTIONS, string | boolean | undefined>>,
): WatchSettings {
  const file = readSettingsFile(join(root, 'kvittens.json'), 'may')
  const text = (name: keyof typeof CONNECTION_OPTIONS) => (typeof given[name] === 'string' ? given[name] : undefined)
  const names = Object.keys(CONNECTION_OPTIONS) as (keyof typeof CONNECTION_OPTIONS)[]
  const every = typeof given.every === 'string' ? Number(given.every) : (file.every ?? EVERY_S)
  if (!(every > 0 && every <= LIMITS.longestWatchSeconds)) throw new UsageError('badEvery', { value: String(given.every) })
  return {
    ...connectionSettings(Object.fromEntries(names.map((name) => [name, text(name)])), file),
    klar: given.klar === true || file.klar === true,
    fetch: given.fetch === true || file.fetch === true,
    acknowledge: given.acknowledge === true || file.acknowledge === true,
    everyMs: every * 1000,
  }
}

function exitCodeOf({ backoff, stopped }: Agent, once: boolean): number {
  if (!once) return exitOf('done')
  if (backoff) return exitOf(backoff.exit)
  return exitOf(stopped > 0 ? 'stopped' : 'done')
}

function realClock(signal: AbortSignal): Clock {
  return {
    now: () => new Date(),
    elapsed: () => performance.now(),
    sleep: (ms) => sleep(ms, undefined, { signal }).catch(() => undefined),
  }
}

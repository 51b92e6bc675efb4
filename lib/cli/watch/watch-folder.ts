import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LIMITS } from '#lib/limits.ts'
import { tableDate, clock as timeOfDay } from '#lib/text/format-time.ts'
import type { CommandContext } from '../command.ts'
import { CONNECTION_OPTIONS, connectionSettings, readSettingsFile } from '../connection/settings.ts'
import { exitOf } from '../exits.ts'
import { cliMessages } from '../messages.ts'
import { parseOptions } from '../parse-options.ts'
import { UsageError } from '../usage-error.ts'
import { type Agent, type Clock, type Folders, foldersIn, type WatchSettings } from './agent.ts'
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
const LONGEST_LOG = 5_000_000

type Watching = Omit<CommandContext, 'now'> & {
  clock?: Clock
  /** Ends the watch after what is being done. */
  signal: AbortSignal
}

/**
 * `kvittens watch FOLDER`: until told to stop, or with `--once` two looks and what they lead to. Exit codes as in
 * KVITTENS_EXITS. Throws Misuse when it cannot be run, `running` and `takenOver` among them.
 */
export async function watchFolder(
  args: string[],
  { locale, write, signal, clock = realClock(signal) }: Watching,
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
  const speech = { locale, say }
  const log = openLog(folders, clock, write)
  const standing = { folders, settings, book: replayJournal(journal), lock, speech, clock, log, signal }
  const agent: Agent = {
    ...standing,
    ...{ look: new Map(), pause: undefined, paces: new Map(), inboxAt: 0, certificateAt: 0, stopped: 0 },
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
      // A full disk, a folder whose network is away: said, and tried again.
      if (!isOfTheDisk(error)) throw error
      agent.log(agent.speech.say('diskTrouble', { reason: error.code }))
    }
  }
}

const isOfTheDisk = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code)

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

/** Scheduled tasks have nowhere to write: the log lies in the folder as well. */
function openLog({ root }: Folders, { now }: Clock, write: (text: string) => void): (text: string) => void {
  const file = join(root, 'kvittens.logg')
  return (text) => {
    const at = now()
    const line = `${tableDate(at)} ${timeOfDay(at, 'en')}  ${text}\n`
    write(line)
    try {
      if (existsSync(file) && statSync(file).size > LONGEST_LOG) renameSync(file, `${file}.1`)
      appendFileSync(file, line)
    } catch (error) {
      // The agent's work goes before its words; the same line has been written above.
      if (!isOfTheDisk(error)) throw error
    }
  }
}

function exitCodeOf({ pause, stopped }: Agent, once: boolean): number {
  if (!once) return exitOf('done')
  if (pause) return exitOf(pause.exit)
  return exitOf(stopped > 0 ? 'stopped' : 'done')
}

function realClock(signal: AbortSignal): Clock {
  return {
    now: () => new Date(),
    sleep: (ms) => sleep(ms, undefined, { signal }).catch(() => undefined),
  }
}

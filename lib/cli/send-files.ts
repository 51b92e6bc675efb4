import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import type { CommandContext } from './command.ts'
import { exitOf, parseOptions } from './command.ts'
import { type Connection, openConnection } from './connection/open-connection.ts'
import { CONNECTION_OPTIONS, connectionSettings, readSettingsFile } from './connection/settings.ts'
import { type HandInOutcome, leavesOpen, tryHandIn } from './connection/try-hand-in.ts'
import { outcomeLines, outcomeObject } from './format-outcome.ts'
import { hashFile } from './hash-file.ts'
import { cliMessages } from './messages.ts'
import { UsageError } from './usage-error.ts'

const OPTIONS = {
  ...CONNECTION_OPTIONS,
  settings: { type: 'string' },
  test: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Waits between the tries of one file. There are no more tries after these: the command can be run again. */
const PAUSES_MS = [2_000, 10_000]

/** `kvittens send`: exit codes as in KVITTENS_EXITS; throws UsageError when it could not be run. */
export async function sendFiles(args: string[], { locale, now, write }: CommandContext): Promise<number> {
  const { values, positionals: files } = parseOptions(args, OPTIONS)
  const say = cliMessages(locale)
  const messages = { locale, say }
  if (values.help) {
    write(say('sendHelp'))
    return 0
  }
  if (files.length === 0) throw new UsageError('noFile')
  const settings = values.settings === undefined ? {} : readSettingsFile(values.settings, 'must')
  const connection = openConnection(connectionSettings(values, settings), { locale, now })
  const today = stockholmDay(now)
  let code = 0
  try {
    for (const file of files) {
      const shown = maskFileName(file, today)
      const outcome = await sendOne(connection, { file, name: basename(shown) }, values.test)
      const result = { file: shown, outcome }
      write(
        values.json ? `${JSON.stringify(outcomeObject(result, messages))}\n` : `${outcomeLines(result, messages).join('\n')}\n`,
      )
      code ||= exitCodeOf(outcome)
      // These concern the connection or the caller, so the next file would fail too.
      if (['refused', 'later', 'trouble'].includes(outcome.kind)) break
    }
  } finally {
    connection.close()
  }
  return code
}

type NamedFile = { file: string; name: string }

async function sendOne(connection: Connection, { file, name }: NamedFile, test: boolean): Promise<HandInOutcome> {
  const { sha256, bytes } = await hashFile(file)
  const parcel = { file, name, sha256, bytes, ...(!test && { key: randomUUID() }) }
  let outcome = await tryHandIn(connection, parcel, { test })
  for (const pause of PAUSES_MS) {
    const wait = worthWaiting(outcome, pause)
    if (wait === undefined) break
    await sleep(wait)
    const next = await tryHandIn(connection, parcel, { test })
    // After a try that may have arrived, a later try that was not sent does not make it certain that nothing arrived.
    if (leavesOpen(outcome) && (next.kind === 'trouble' || next.kind === 'later')) continue
    outcome = next
  }
  return outcome
}

function worthWaiting(outcome: HandInOutcome, pause: number): number | undefined {
  if (outcome.kind === 'later') return Math.min(Math.max(pause, outcome.afterMs ?? 0), 30_000)
  if (outcome.kind !== 'trouble') return undefined
  return outcome.trouble.kind === 'broken' || outcome.trouble.kind === 'unreached' ? pause : undefined
}

function exitCodeOf(outcome: HandInOutcome): number {
  switch (outcome.kind) {
    case 'received':
    case 'checked':
      return exitOf('done')
    case 'stopped':
    case 'changed':
      return exitOf('stopped')
    case 'refused':
      return exitOf('refused')
    case 'later':
      return exitOf(leavesOpen(outcome) ? 'unknown' : 'unsent')
    case 'trouble':
      if (leavesOpen(outcome)) return exitOf('unknown')
      return exitOf(outcome.trouble.kind === 'unreached' ? 'unsent' : 'refused')
  }
}

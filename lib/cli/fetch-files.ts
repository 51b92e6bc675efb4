import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import type { CommandContext } from './command.ts'
import { exitOf, parseOptions } from './command.ts'
import { openConnection } from './connection/open-connection.ts'
import { CONNECTION_OPTIONS, connectionSettings, readSettingsFile } from './connection/settings.ts'
import type { FileFromFk } from './connection/shapes.ts'
import { type FetchFault, fetchNew } from './fetch-new.ts'
import { cliMessages, type Translate } from './messages.ts'
import { UsageError } from './usage-error.ts'

const OPTIONS = {
  ...CONNECTION_OPTIONS,
  settings: { type: 'string' },
  to: { type: 'string' },
  acknowledge: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** File in the target folder that lists what has been fetched, one hash a line, so that a file that is moved away is not fetched again. */
const LEDGER = '.kvittens-hamtade'

/** `kvittens fetch`: exit codes as in KVITTENS_EXITS; throws UsageError when it could not be run. */
export async function fetchFiles(args: string[], { locale, now, write }: CommandContext): Promise<number> {
  const { values } = parseOptions(args, OPTIONS)
  const say = cliMessages(locale)
  if (values.help) {
    write(say('fetchHelp'))
    return 0
  }
  const folder = values.to
  if (folder === undefined) throw new UsageError('noFolder')
  const settings = values.settings === undefined ? {} : readSettingsFile(values.settings, 'must')
  const connection = openConnection(connectionSettings(values, settings), { locale, now })
  try {
    mkdirSync(folder, { recursive: true })
    const ledger = openLedger(join(folder, LEDGER))
    const { fetched, fault } = await fetchNew(connection, { folder, acknowledge: values.acknowledge, ...ledger })
    for (const { file, as, acknowledged } of fetched)
      write(
        values.json
          ? `${JSON.stringify({ ...file, as, acknowledged })}\n`
          : `${say(acknowledged ? 'fetchedAndTold' : 'fetched', { file: maskFileName(as, stockholmDay(now)) })}\n`,
      )
    if (fault)
      write(
        `${values.json ? JSON.stringify({ fault: fault.kind, text: faultText(fault, say, now) }) : faultText(fault, say, now)}\n`,
      )
    else if (fetched.length === 0 && !values.json) write(`${say('nothingNew')}\n`)
    return exitCodeOf(fault)
  } finally {
    connection.close()
  }
}

export function faultText(fault: FetchFault, say: Translate, now: Date): string {
  if (fault.kind === 'trouble') return say(fault.trouble.key, { reason: fault.trouble.reason })
  if (fault.kind === 'damaged') return say('damaged', { file: maskFileName(fault.name, stockholmDay(now)) })
  return say('notFetched', { detail: fault.detail })
}

function exitCodeOf(fault: FetchFault | undefined): number {
  if (!fault) return exitOf('done')
  if (fault.kind === 'refused') return exitOf('refused')
  // A fetch can be repeated without harm, so no outcome is `unknown`.
  if (fault.kind === 'trouble' && (fault.trouble.kind === 'untrusted' || fault.trouble.kind === 'not-let-in'))
    return exitOf('refused')
  return exitOf('unsent')
}

/** File names can hold personal data, so the ledger holds hashes. */
function openLedger(file: string) {
  const known = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
  const mark = ({ tjanst, namn, sha256, mottagen }: FileFromFk) =>
    createHash('sha256')
      .update(JSON.stringify([tjanst, namn, sha256, mottagen]))
      .digest('hex')
  return {
    hasFetched: (fetched: FileFromFk) => known.has(mark(fetched)),
    onFetched(fetched: FileFromFk) {
      known.add(mark(fetched))
      appendFileSync(file, `${mark(fetched)}\n`)
    },
  }
}

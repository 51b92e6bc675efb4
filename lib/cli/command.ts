import { type ParseArgsConfig, parseArgs } from 'node:util'
import { KVITTENS_EXITS } from '#lib/text/gateway-codes.ts'
import type { Locale } from '#lib/text/locale.ts'
import { UsageError } from './usage-error.ts'

/** What every command is run with. `write` goes to stdout. */
export type CommandContext = { locale: Locale; now: Date; write: (text: string) => void }

type ExitName = (typeof KVITTENS_EXITS)[number]['name']

/** The exit code of that name in KVITTENS_EXITS, the table in the documentation. */
export function exitOf(name: ExitName): number {
  return KVITTENS_EXITS.find((exit) => exit.name === name)?.code ?? 2
}

/** The options and files of one command. Throws UsageError (`badOption`) for an option that is unknown or lacks its value. */
export function parseOptions<const O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    return parseArgs({ args, allowPositionals: true, options })
  } catch (error) {
    throw new UsageError('badOption', { reason: error instanceof Error ? error.message : String(error) })
  }
}

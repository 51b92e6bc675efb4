import { KVITTENS_EXITS } from '#lib/text/gateway-codes.ts'

type ExitName = (typeof KVITTENS_EXITS)[number]['name']

/** The command's exit code, by its name in the table that people read. */
export function exitOf(name: ExitName): number {
  return KVITTENS_EXITS.find((exit) => exit.name === name)?.code ?? 2
}

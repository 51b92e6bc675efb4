import { parseReference } from '#lib/identifiers.ts'
import { type CommandContext, exitOf, parseOptions } from './command.ts'
import { askGateway, unansweredExit, unansweredText } from './connection/ask-gateway.ts'
import type { GatewayRequest } from './connection/call-gateway.ts'
import { openConnection } from './connection/open-connection.ts'
import { CONNECTION_OPTIONS, connectionSettings, readSettingsFile } from './connection/settings.ts'
import { kvittensShape } from './connection/shapes.ts'
import { kvittensExit, kvittensLine } from './format-kvittens.ts'
import { cliMessages } from './messages.ts'
import { type CliKey, UsageError } from './usage-error.ts'

const OPTIONS = {
  ...CONNECTION_OPTIONS,
  settings: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** `kvittens status REF …`: where submissions stand. Exit codes as in KVITTENS_EXITS; throws UsageError when it could not be run. */
export function askStatus(args: string[], context: CommandContext): Promise<number> {
  return askOf(args, context, { help: 'statusHelp', call: (path) => ({ method: 'GET', path }) })
}

/** `kvittens withdraw REF …`: takes submissions back while nothing of them can have arrived. */
export function withdrawHandedIn(args: string[], context: CommandContext): Promise<number> {
  return askOf(args, context, { help: 'withdrawHelp', call: (path) => ({ method: 'POST', path: `${path}?aterkalla=1` }) })
}

type AskedOfEach = { help: CliKey; call: (path: string) => GatewayRequest }

/** Asks the same of each reference; gives the first exit code that is not 0. */
async function askOf(args: string[], { locale, now, write }: CommandContext, { help, call }: AskedOfEach): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS)
  const say = cliMessages(locale)
  if (values.help) {
    write(say(help))
    return exitOf('done')
  }
  if (positionals.length === 0) throw new UsageError('noReference')
  const references = positionals.map((text) => {
    const reference = parseReference(text)
    if (reference === undefined) throw new UsageError('badReference', { value: text })
    return reference
  })
  const settings = values.settings === undefined ? {} : readSettingsFile(values.settings, 'must')
  const connection = openConnection(connectionSettings(values, settings), { locale, now })
  let code = exitOf('done')
  try {
    for (const reference of references) {
      const asked = await askGateway(connection, call(`/kvittenser/${reference}`), kvittensShape)
      if (asked.kind === 'answered') {
        write(`${values.json ? JSON.stringify(asked.value) : kvittensLine(asked.value, { locale, say })}\n`)
        code ||= kvittensExit(asked.value)
        continue
      }
      const text = unansweredText(asked, say)
      write(`${values.json ? JSON.stringify({ referens: reference, fault: asked.kind, text }) : `${reference}: ${text}`}\n`)
      code ||= unansweredExit(asked)
    }
  } finally {
    connection.close()
  }
  return code
}

import { type CommandContext, exitOf, parseOptions } from './command.ts'
import { askGateway, unansweredExit, unansweredText } from './connection/ask-gateway.ts'
import { openConnection } from './connection/open-connection.ts'
import { CONNECTION_OPTIONS, connectionSettings, readSettingsFile } from './connection/settings.ts'
import { kvittenserShape } from './connection/shapes.ts'
import { kvittensLine } from './format-kvittens.ts'
import { cliMessages } from './messages.ts'
import { UsageError } from './usage-error.ts'

const OPTIONS = {
  ...CONNECTION_OPTIONS,
  settings: { type: 'string' },
  status: { type: 'string' },
  antal: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Asked for at a time: what every portal gives in one answer. */
const PAGE = 50
const SHOWN = 50

/** `kvittens list`: what has been handed in, newest first. Exit codes as in KVITTENS_EXITS; throws UsageError when it could not be run. */
export async function listHandedIn(args: string[], { locale, now, write }: CommandContext): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS)
  const say = cliMessages(locale)
  if (values.help) {
    write(say('listHelp', { shown: SHOWN }))
    return exitOf('done')
  }
  if (positionals[0] !== undefined) throw new UsageError('badOption', { reason: positionals[0] })
  const { status, antal = String(SHOWN) } = values
  if (!/^[1-9]\d{0,6}$/.test(antal)) throw new UsageError('badCount', { value: antal })
  const settings = values.settings === undefined ? {} : readSettingsFile(values.settings, 'must')
  const connection = openConnection(connectionSettings(values, settings), { locale, now })
  try {
    let after: string | null = null
    for (let left = Number(antal); left > 0; left -= PAGE) {
      const query = new URLSearchParams({ antal: String(Math.min(left, PAGE)) })
      if (status !== undefined) query.set('status', status)
      if (after !== null) query.set('efter', after)
      const asked = await askGateway(connection, { method: 'GET', path: `/kvittenser?${query}` }, kvittenserShape)
      if (asked.kind !== 'answered') {
        const text = unansweredText(asked, say)
        write(`${values.json ? JSON.stringify({ fault: asked.kind, text }) : text}\n`)
        return unansweredExit(asked)
      }
      const { kvittenser, nasta } = asked.value
      for (const kvittens of kvittenser)
        write(`${values.json ? JSON.stringify(kvittens) : kvittensLine(kvittens, { locale, say })}\n`)
      if (after === null && kvittenser.length === 0 && !values.json) write(`${say('nothingHandedIn')}\n`)
      if (nasta === null) break
      after = nasta
    }
  } finally {
    connection.close()
  }
  return exitOf('done')
}

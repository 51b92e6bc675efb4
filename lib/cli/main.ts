// The kvittens command. What it finds goes to stdout, what goes wrong to stderr.
import { cliLocale, requireNode24 } from '#lib/env.ts'
import { checkFiles } from './check-files.ts'
import { exitOf } from './exits.ts'
import { fetchFiles } from './fetch-files.ts'
import { cliMessages } from './messages.ts'
import { sendFiles } from './send-files.ts'
import { UsageError } from './usage-error.ts'
import { watchFolder } from './watch/watch-folder.ts'

// The reader may have seen enough (| head).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await run(process.argv.slice(2))

async function run([command, ...args]: string[]): Promise<number> {
  const locale = cliLocale()
  const write = (text: string) => process.stdout.write(text)
  const surroundings = { locale, now: new Date(), write }
  try {
    requireNode24()
    if (command === 'check') return await checkFiles(args, surroundings)
    if (command === 'send') return await sendFiles(args, surroundings)
    if (command === 'fetch') return await fetchFiles(args, surroundings)
    if (command === 'watch') return await watchFolder(args, { locale, write, signal: untilTold() })
    const asksForHelp = command === undefined || command === '--help' || command === 'help'
    if (!asksForHelp) throw new UsageError('unknownCommand', { command })
    write(cliMessages(locale)('help'))
    return command === undefined ? exitOf('misuse') : exitOf('done')
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${cliMessages(locale)(error.key, error.values)}\n`)
    return exitOf(error.key === 'running' || error.key === 'takenOver' ? 'running' : 'misuse')
  }
}

function untilTold(): AbortSignal {
  const told = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => told.abort())
  return told.signal
}

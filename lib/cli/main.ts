// The kvittens command: check, mend, send, status, list, withdraw, fetch, watch. Results go to stdout, usage errors to stderr; exit codes are KVITTENS_EXITS.
//
//   <command>-files.ts, mend-file.ts, ask-status.ts (and withdraw), list-handed-in.ts   one command each: parses its options, runs, prints
//   connection/          TLS connection to the gateway: settings, calls, answers
//   watch/               the folder agent
//   command.ts           what commands share: context, options, exit codes; messages.ts: their texts in two languages
//
// Not here: the check itself (lib/checking), conversion of tables (lib/tables), the texts (lib/text). No database and no
// process of the server is reached from here. packages/kvittens-cli bundles this file.
import { stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import { cliLocale } from '#lib/env.ts'
import { requireNode24 } from '#lib/node-floor.ts'
import { askStatus, withdrawHandedIn } from './ask-status.ts'
import { checkFiles } from './check-files.ts'
import { exitOf } from './command.ts'
import { fetchFiles } from './fetch-files.ts'
import { listHandedIn } from './list-handed-in.ts'
import { mendFile } from './mend-file.ts'
import { cliMessages } from './messages.ts'
import { sendFiles } from './send-files.ts'
import { UsageError } from './usage-error.ts'
import { watchFolder } from './watch/watch-folder.ts'

// The reader of the pipe may close it early (| head).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await run(process.argv.slice(2))

async function run([command, ...args]: string[]): Promise<number> {
  const locale = cliLocale()
  const write = (text: string) => process.stdout.write(text)
  const context = { locale, now: new Date(), write }
  try {
    requireNode24()
    if (command === 'check') return await checkFiles(args, context)
    if (command === 'mend') return await mendFile(args, context)
    if (command === 'send') return await sendFiles(args, context)
    if (command === 'fetch') return await fetchFiles(args, context)
    if (command === 'status') return await askStatus(args, context)
    if (command === 'list') return await listHandedIn(args, context)
    if (command === 'withdraw') return await withdrawHandedIn(args, context)
    if (command === 'watch') return await watchFolder(args, { locale, write, signal: abortOnSignal() })
    const asksForHelp = command === undefined || command === '--help' || command === 'help'
    if (!asksForHelp) throw new UsageError('unknownCommand', { command })
    write(cliMessages(locale)('help'))
    return command === undefined ? exitOf('misuse') : exitOf('done')
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const text = cliMessages(locale)(error.key, error.values)
    process.stderr.write(`${maskFileName(text, stockholmDay(context.now))}\n`)
    return exitOf(error.key === 'running' || error.key === 'takenOver' ? 'running' : 'misuse')
  }
}

function abortOnSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => controller.abort())
  return controller.signal
}

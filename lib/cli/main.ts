// The kvittens command. What it finds goes to stdout, what goes wrong to stderr.
import { cliLocale, requireNode24 } from '#lib/env.ts'
import { checkFiles } from './check-files.ts'
import { Misuse } from './misuse.ts'
import { speaker } from './speaker.ts'

// The reader may have seen enough (| head).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await run(process.argv.slice(2))

async function run([command, ...args]: string[]): Promise<number> {
  const locale = cliLocale()
  try {
    requireNode24()
    if (command === 'check')
      return await checkFiles(args, { locale, now: new Date(), write: (text) => process.stdout.write(text) })
    const asksForHelp = command === undefined || command === '--help' || command === 'help'
    if (!asksForHelp) throw new Misuse('unknownCommand', { command })
    process.stdout.write(speaker(locale)('help'))
    return command === undefined ? 2 : 0
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    process.stderr.write(`${speaker(locale)(error.key, error.values)}\n`)
    return 2
  }
}

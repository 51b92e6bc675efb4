import { readFile, writeFile } from 'node:fs/promises'
import { createTranslator } from 'use-intl/core'
import { stockholmDay } from '#lib/calendar.ts'
import { startCheck } from '#lib/checking/check.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import type { Mend, MendKind } from '#lib/mending/mend-kinds.ts'
import { applyMends, MEND_KINDS, offerMends } from '#lib/mending/mends.ts'
import { isTable } from '#lib/tables/is-table.ts'
import type { Locale } from '#lib/text/locale.ts'
import { mendingTexts, UNSAID_OF_MEND } from '#lib/text/mending.ts'
import { CHECK_OPTIONS, checkOptionsOf } from './check-options.ts'
import { type CommandContext, exitOf, parseOptions } from './command.ts'
import { cliMessages } from './messages.ts'
import { UsageError } from './usage-error.ts'

/** `kvittens mend`: writes a new file with what is certain mended, and says what was done, what only may be meant so, and whether it can be sent. */
export async function mendFile(args: string[], { locale, now, write }: CommandContext): Promise<number> {
  const say = cliMessages(locale)
  const sorts = MEND_KINDS.join(', ')
  const { json: _, ...options } = CHECK_OPTIONS
  const { values, positionals } = parseOptions(args, { ...options, also: { type: 'string', multiple: true, default: [] } })
  if (values.help) {
    write(say('mendHelp', { sorts }))
    return exitOf('done')
  }
  const [from, to] = positionals
  if (!from || !to || positionals.length > 2) throw new UsageError('mendFiles')
  const also = values.also.map((value) => MEND_KINDS.find((kind) => kind === value) ?? wrongSort(value, sorts))
  const check = await checkOptionsOf(values, now)
  const bytes = new Uint8Array(await attempt(from, readFile(from)))
  if (isTable(check.service, bytes.subarray(0, 8192))) throw new UsageError('mendTable', { file: from })
  const report = (file: Uint8Array) => {
    const running = startCheck(check)
    running.push(file)
    return running.finish()
  }
  const offers = offerMends({ bytes, report: report(bytes), options: check })
  const wanted = offers.flatMap(({ kind, sure }) => (sure === 'certain' || also.includes(kind) ? [kind] : []))
  const { bytes: mended, mends } = applyMends(bytes, check, wanted)
  if (mends.length === 0) throw new UsageError('mendNothing', { file: from })
  await attempt(to, writeFile(to, mended, { flag: 'wx' }))
  const words = mendWords(locale)
  const [file, made] = [from, to].map((path) => maskFileName(path, stockholmDay(now))) as [string, string]
  for (const mend of mends) write(`${say('mendedStep', { file, step: words.step(mend) })}\n`)
  for (const mend of offers.filter(({ kind }) => !wanted.includes(kind)))
    write(`${say('mendOffer', { file, offer: words.offer(mend), sort: mend.kind })}\n`)
  const { poster, stop, varning } = report(mended)
  write(`${say(stop > 0 ? 'stopped' : 'passed', { file: made, poster, stop, varning })}\n`)
  return exitOf(stop > 0 ? 'stopped' : 'done')
}

function wrongSort(value: string, sorts: string): never {
  throw new UsageError('mendSort', { value, sorts })
}

async function attempt<T>(file: string, doing: Promise<T>): Promise<T> {
  try {
    return await doing
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (reason === undefined) throw error
    if (reason === 'EEXIST') throw new UsageError('mendExists', { file })
    throw new UsageError('unreadable', { file, reason })
  }
}

type Key = `kinds.${MendKind}` | `steps.${MendKind}`

function mendWords(locale: Locale): { step(mend: Mend): string; offer(mend: Mend): string } {
  // The key is chosen at run time, so the compiler cannot check which values a sentence needs.
  const messages: Record<'kinds' | 'steps', Record<MendKind, string>> = mendingTexts[locale]
  const say: (key: Key, values: Record<string, string | number>) => string = createTranslator({ locale, messages })
  return {
    step: ({ kind, count }) => say(`steps.${kind}`, { count }),
    offer: ({ kind, count, params }) => say(`kinds.${kind}`, { ...UNSAID_OF_MEND, ...params, count }),
  }
}

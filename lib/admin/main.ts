// The operator's command: how sending stands, stopping and releasing it, and comparing it with what FK has after a restore.
// It connects as relay does: that role sees every submission and no account, and already decides what is sent.
//
//   reconcile-list.ts  compares and prints      read-list.ts  reads a list      show-status.ts  status      settle.ts  what FK said
//   stops.ts           planned stops
//
// Not here: what is written (lib/submissions), the texts (lib/text/admin.ts). Results go to stdout, faults to stderr.
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { createTranslator } from 'use-intl/core'
import { openDb } from '#lib/db.ts'
import { type AdminEnv, adminEnv, cliLocale } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { holdSending, releaseSending } from '#lib/submissions/stop-sending.ts'
import { adminTexts } from '#lib/text/admin.ts'
import type { Locale } from '#lib/text/locale.ts'
import { refusalText } from '#lib/text/refusals.ts'
import type { Admin, AdminSentence } from './admin.ts'
import { AdminFault, type AdminKey } from './admin-fault.ts'
import { reconcileList } from './reconcile-list.ts'
import { settle } from './settle.ts'
import { showStatus } from './show-status.ts'
import { changeStops, showStops } from './stops.ts'

const COMMANDS = {
  status: showStatus,
  hold,
  reconcile: reconcileList,
  release,
  settle,
  stops: showStops,
  stop: changeStops,
} as const

process.exitCode = await main(process.argv.slice(2))

async function main([command, ...args]: string[]): Promise<number> {
  const locale = cliLocale()
  const say = sayIn(locale)
  const write = (text: string) => void process.stdout.write(`${text}\n`)
  if (command === undefined || command === '--help' || command === 'help' || args.includes('--help')) {
    write(say('help'))
    return command === undefined ? 2 : 0
  }
  try {
    const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command as keyof typeof COMMANDS] : undefined
    if (!run) throw new AdminFault('unknownCommand', { command })
    return await withAdmin({ locale, say, write }, (admin) => run(admin, args))
  } catch (error) {
    if (!(error instanceof AdminFault)) throw error
    process.stderr.write(`${say(error.key, error.values)}\n`)
    return 2
  }
}

async function withAdmin(
  words: Pick<Admin, 'locale' | 'say' | 'write'>,
  work: (admin: Admin) => Promise<number>,
): Promise<number> {
  const { DATABASE_URL, PAYLOAD_DIR: dir } = readEnv()
  const db = openDb(DATABASE_URL, { max: 2 })
  try {
    return await work({ ...words, db, dir, actor: `admin:${userInfo().username}` })
  } catch (error) {
    if (error instanceof AppError)
      throw new AdminFault('refused', { reason: refusalText(error.code, error.detail, words.locale).sentence }, { cause: error })
    // What Postgres or the network said: as its code alone, since its words may hold what stands in a row.
    if (error instanceof Error && 'code' in error)
      throw new AdminFault('databaseAway', { reason: String(error.code) }, { cause: error })
    throw error
  } finally {
    await db.close()
  }
}

function readEnv(): AdminEnv {
  try {
    return adminEnv()
  } catch (error) {
    throw new AdminFault('environment', { reason: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}

function sayIn(locale: Locale): AdminSentence {
  // The key is chosen at run time, so the compiler cannot check which values a message needs.
  const messages: Record<AdminKey, string> = adminTexts[locale]
  const translate: AdminSentence = createTranslator({ locale, messages })
  return translate
}

async function hold(admin: Admin, args: string[]): Promise<number> {
  readOptions(args, {})
  await holdSending(admin)
  admin.write(admin.say('stopped'))
  return 0
}

async function release(admin: Admin, args: string[]): Promise<number> {
  const options = readOptions(args, { 'without-reconcile': { type: 'boolean' } })
  const how = options['without-reconcile'] ? 'unreconciled' : 'reconciled'
  const done = await releaseSending(admin, how)
  if (done === 'not-reconciled') throw new AdminFault('mustReconcile')
  admin.write(admin.say(done === 'released' ? 'released' : 'wasOpen'))
  return 0
}

function readOptions<const O extends Record<string, { type: 'boolean' }>>(args: string[], options: O) {
  try {
    return parseArgs({ args, options }).values as { [Name in keyof O]?: boolean }
  } catch (error) {
    throw new AdminFault('badOption', { reason: error instanceof Error ? error.message : String(error) })
  }
}

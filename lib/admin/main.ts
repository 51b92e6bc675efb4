// The operator's command: how sending stands, stopping and releasing it, and comparing it with what FK has after a restore.
// It connects as relay does: that role sees every submission and no account, and already decides what is sent. What concerns
// accounts and the audit trail connects as a role of its own (kvittens_admin) that sees neither a file nor a submission.
//
//   reconcile-list.ts  compares and prints      read-list.ts  reads a list      show-status.ts  status      settle.ts  what FK said
//   stops.ts           planned stops              accounts.ts  operators, logins, lists
//   verify-audit.ts  the audit trail's chains    broker-keys.ts  the login broker's public keys, into keeper's file
//
// Not here: what is written (lib/submissions), the texts (lib/text/admin.ts). Results go to stdout, faults to stderr.
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { createTranslator } from 'use-intl/core'
import { type Db, openDb } from '#lib/db.ts'
import { accountsEnv, adminEnv, cliLocale } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { holdSending, releaseSending } from '#lib/submissions/stop-sending.ts'
import { adminTexts } from '#lib/text/admin.ts'
import type { Locale } from '#lib/text/locale.ts'
import { refusalText } from '#lib/text/refusals.ts'
import { changeOperators, changeSessions, listThings, mendLogin } from './accounts.ts'
import type { AccountsAdmin, Admin, AdminSentence } from './admin.ts'
import { AdminFault, type AdminKey } from './admin-fault.ts'
import { keepBrokerKeys } from './broker-keys.ts'
import { reconcileList } from './reconcile-list.ts'
import { settle } from './settle.ts'
import { showStatus } from './show-status.ts'
import { changeStops, showStops } from './stops.ts'
import { verifyAudit } from './verify-audit.ts'

const COMMANDS = {
  status: showStatus,
  hold,
  reconcile: reconcileList,
  release,
  settle,
  stops: showStops,
  stop: changeStops,
} as const

/** Connect as kvittens_admin. */
const ABOUT_ACCOUNTS = {
  audit: verifyAudit,
  list: listThings,
  login: mendLogin,
  operator: changeOperators,
  sessions: changeSessions,
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
    const about = Object.hasOwn(ABOUT_ACCOUNTS, command) ? ABOUT_ACCOUNTS[command as keyof typeof ABOUT_ACCOUNTS] : undefined
    const words = { locale, say, write, actor: `admin:${userInfo().username}` }
    if (command === 'broker') return await keepBrokerKeys(words, args)
    if (run) return await withAdmin(words, (admin) => run(admin, args))
    if (about) return await withAccounts(words, (admin) => about(admin, args))
    throw new AdminFault('unknownCommand', { command })
  } catch (error) {
    if (!(error instanceof AdminFault)) throw error
    process.stderr.write(`${say(error.key, error.values)}\n`)
    return 2
  }
}

type Words = Pick<Admin, 'locale' | 'say' | 'write' | 'actor'>

async function withAdmin(words: Words, work: (admin: Admin) => Promise<number>): Promise<number> {
  const { DATABASE_URL, PAYLOAD_DIR: dir } = readSettings(adminEnv, 'environment')
  return await withDb(DATABASE_URL, words, (db) => work({ ...words, db, dir }))
}

async function withAccounts(words: Words, work: (admin: AccountsAdmin) => Promise<number>): Promise<number> {
  const { ADMIN_DATABASE_URL, PERSON_KEY: personKey } = readSettings(accountsEnv, 'accountsEnvironment')
  return await withDb(ADMIN_DATABASE_URL, words, (db) => work({ ...words, db, personKey }))
}

async function withDb(url: string, words: Words, work: (db: Db) => Promise<number>): Promise<number> {
  const db = openDb(url, { max: 2 })
  try {
    return await work(db)
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

function readSettings<Env>(read: () => Env, fault: AdminKey): Env {
  try {
    return read()
  } catch (error) {
    throw new AdminFault(fault, { reason: error instanceof Error ? error.message : String(error) }, { cause: error })
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

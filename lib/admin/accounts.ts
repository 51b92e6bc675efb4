import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { addOperator, dropOperator, endSessions, openLogin, resetLogin } from '#lib/access/accounts-by-admin.ts'
import { type AccountRow, listAccounts, listCompanies, listOpenApplications } from '#lib/access/list-accounts.ts'
import { stockholmDay } from '#lib/calendar.ts'
import { maskIdentity, parsePerson } from '#lib/identifiers.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import type { AccountsAdmin } from './admin.ts'
import { AdminFault } from './admin-fault.ts'

const LONGEST_NAME = 100
/** Whoever types one as the name of a person does not get it back: it would stand in logs. */
const PERSONNUMMER = /(\d{2})?\d{6}[-+ ]?\d{4}/g

/** `operator add --name NAME` (the personnummer is read from stdin, never from the command line), `operator remove PERSON`. */
export async function changeOperators(admin: AccountsAdmin, [what, ...args]: string[]): Promise<number> {
  if (what === 'remove') {
    const { id, name } = await findOne(admin, args)
    admin.write(admin.say((await dropOperator(admin, id)) ? 'operatorRemoved' : 'noOperator', { name }))
    return 0
  }
  if (what !== 'add') throw new AdminFault('badOperator')
  const name = nameIn(args)?.trim().replace(/\s+/g, ' ') ?? ''
  if (name === '' || name.length > LONGEST_NAME || /[\p{Cc}\p{Cf}\d]/u.test(name)) throw new AdminFault('badName')
  const pepper = requireKey(admin)
  const parsed = parsePerson((await readSecret(admin.say('personnummer'))).trim(), stockholmDay(new Date()))
  if (!('kind' in parsed)) throw new AdminFault('badPersonnummer')
  const { became, masked } = await addOperator(admin, { name, personnummer: parsed.canonical, pepper })
  admin.write(admin.say(became === 'added' ? 'operatorAdded' : 'operatorWas', { name, masked }))
  return 0
}

/** `sessions end PERSON`, or `--all`. */
export async function changeSessions(admin: AccountsAdmin, [what, ...args]: string[]): Promise<number> {
  if (what !== 'end') throw new AdminFault('badSessions')
  const isAll = args.length === 1 && args[0] === '--all'
  const person = isAll ? null : await findOne(admin, args)
  const count = await endSessions(admin, person?.id ?? null)
  admin.write(admin.say('sessionsEnded', { count, name: person?.name ?? 'everybody' }))
  return 0
}

/** `login unlock PERSON`: wrong tries are forgotten. `login reset PERSON`: takes user name, password, code app and passkeys away. */
export async function mendLogin(admin: AccountsAdmin, [what, ...args]: string[]): Promise<number> {
  if (what !== 'unlock' && what !== 'reset') throw new AdminFault('badLogin')
  const { id: personId, name, username } = await findOne(admin, args)
  if (what === 'reset') {
    admin.write(admin.say((await resetLogin(admin, personId)) ? 'loginReset' : 'noLogin', { name }))
    return 0
  }
  if (username === null) throw new AdminFault('noUsername', { name })
  const count = await openLogin(admin, { personId, username, pepper: requireKey(admin) })
  admin.write(admin.say('loginOpened', { name, count }))
  return 0
}

/** `list people [TEXT]`, `list operators`, `list companies`, `list applications`. */
export async function listThings(admin: AccountsAdmin, [what = '', ...args]: string[]): Promise<number> {
  if (args.length > (what === 'people' ? 1 : 0)) throw new AdminFault('badList')
  const { say, write } = admin
  switch (what) {
    case 'people':
    case 'operators': {
      const [text] = args
      for (const row of await listAccounts(admin, { ...(text && { text }), only: what === 'people' ? 'all' : 'operators' }))
        write(accountLine(admin, row))
      return 0
    }
    case 'companies':
      for (const { orgnr, ...row } of await listCompanies(admin)) write(say('companyRow', { orgnr: maskIdentity(orgnr), ...row }))
      return 0
    case 'applications':
      for (const { orgnr, changedAt, ...row } of await listOpenApplications(admin))
        write(say('applicationRow', { ...row, orgnr: orgnr ? maskIdentity(orgnr) : '', changed: timeOf(admin, changedAt) }))
      return 0
    default:
      throw new AdminFault('badList')
  }
}

function accountLine(admin: AccountsAdmin, { id, name, masked, username, sessions, ...row }: AccountRow): string {
  const { say } = admin
  const rights = [...(row.operator ? [say('isOperator')] : []), ...(row.support ? [say('isSupport')] : [])]
  const last = row.lastLoginAt ? say('lastLogin', { time: timeOf(admin, row.lastLoginAt) }) : say('neverLoggedIn')
  const parts = [name, masked, username ?? '', ...rights, last, say('openSessions', { count: sessions })]
  return [id, ...parts.filter((part) => part !== ''), ...(row.removedAt ? [say('accountEnded')] : [])].join('  ')
}

/** The one person that is meant; refuses none and several, and shows those. */
async function findOne(admin: AccountsAdmin, args: readonly string[]): Promise<AccountRow> {
  const [text, ...more] = args
  if (!text || text.startsWith('-') || more.length > 0) throw new AdminFault('noPerson')
  const found = (await listAccounts(admin, { text })).filter(({ removedAt }) => removedAt === null)
  const [one, ...others] = found
  if (one && others.length === 0) return one
  for (const row of found) admin.write(accountLine(admin, row))
  throw new AdminFault(one ? 'severalPeople' : 'noSuchPerson', { text: text.replaceAll(PERSONNUMMER, '****') })
}

function requireKey({ personKey }: AccountsAdmin): string {
  if (personKey === undefined) throw new AdminFault('noPersonKey')
  return personKey
}

/** A line from stdin; asked for on a terminal, and not shown there. */
async function readSecret(question: string): Promise<string> {
  const isTerminal = process.stdin.isTTY === true
  if (isTerminal) process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTerminal })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
    if (isTerminal) process.stderr.write('\n')
  }
}

/** What else stands on the command line may be the number itself: the refusal does not repeat it. */
function nameIn(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { name: { type: 'string' } } }).values.name
  } catch (error) {
    throw new AdminFault('badOperator', {}, { cause: error })
  }
}

const timeOf = ({ locale }: AccountsAdmin, time: Date) => `${longDate(time, locale)} ${clockPhrase(time, locale)}`

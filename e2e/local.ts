// `npm run local`: starts everything locally and prints where to click and what to type. Ends with its parent.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { isSafeNode, requireSafeNode } from '../lib/node-floor.ts'
import { buildIfStale } from './rehearsal/local/build.ts'
import { requireOwnRoles } from './rehearsal/local/require-own-roles.ts'
import { readSettings, takenPorts } from './rehearsal/local/settings.ts'
import type { Running } from './rehearsal/local/start.ts'

const OPTIONS = {
  /** Starts afresh. */
  reset: { type: 'boolean' },
  /** Sets the roles' passwords although another database of the cluster uses them. */
  'take-roles': { type: 'boolean' },
  /** Everything but the portal, which then needs no build. */
  'without-pages': { type: 'boolean' },
} as const

const WATCH_EVERY_MS = 500
const SHELL = /^(\S*\/)?-?(ba|da|z|k|a)?sh -c /

let running: Running | undefined

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function main(): Promise<void> {
  requireSafeNode()
  if (!isSafeNode(process.version)) console.warn(`Node ${process.version} has known holes: for trying on this computer alone.`)
  watchParent(() => void leave())
  const { values } = parseArgs({ options: OPTIONS })
  const settings = readSettings(process.env)
  const taken = await takenPorts(settings)
  if (taken.length > 0) throw new Error(taken.join('\n'))
  if (settings.databaseUrl && !values['take-roles']) await requireOwnRoles(settings.databaseUrl)
  const pages = !values['without-pages']
  if (pages) console.log('Pages …')
  buildIfStale({ pages })
  // Only now: in a clean clone the database's client is not there before the build.
  const { reset, startEverything } = await import('./rehearsal/local/start.ts')
  if (values.reset) reset(settings)
  running = await startEverything(settings, { say: console.log, pages })
  explain(running)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave())
  console.log(`READY ${settings.publicUrl}`)
}

/** Stops what runs. During the start nothing is stopped in order: all parts end when this process does. */
async function leave(): Promise<void> {
  console.log('Stopping …')
  await running?.stop()
  process.exit(0)
}

/**
 * Calls `gone` once when the parent has died. `npm run` is npm → a shell → node, and the shell stays when npm is killed: a
 * shell's own parent is watched as well. Does not keep the process alive.
 */
function watchParent(gone: () => void): void {
  const parent = process.ppid
  const above = readProcess(parent)
  const npm = above && SHELL.test(above.command) ? above.parent : undefined
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || readProcess(parent)?.parent === npm)) return
    clearInterval(timer)
    gone()
  }, WATCH_EVERY_MS)
  timer.unref()
}

/** Undefined when there is no such process, or no `ps` that tells (Windows). */
function readProcess(pid: number): { parent: number; command: string } | undefined {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' })
  const [, parent, command = ''] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? []
  return parent === undefined ? undefined : { parent: Number(parent), command }
}

function explain({ settings, people }: Running): void {
  const { ports, publicUrl, dir } = settings
  const lines = people.map((person) => {
    const acts = person.employers.map(({ orgnr, role }) => `${role} at ${orgnr}`).join(', ')
    const duties = [acts, person.support ? 'support' : '', person.operator ? 'operator' : ''].filter(Boolean).join(', ')
    const password = person.username ? `\n      user name ${person.username}, password ${person.password}` : ''
    const code = person.totpSecret ? ` and the one-time code that the login page shows (secret ${person.totpSecret})` : ''
    return `  ${person.name} (${duties})${password}${code}`
  })
  console.log(`
Portal             ${publicUrl}
Gateway            https://localhost:${ports.gateway}   (client certificates in ${dir}/pki)
Rehearsal agency   https://localhost:${ports.agency}   its book: http://127.0.0.1:${ports.agencyControl}/ledger
Login broker       http://localhost:${ports.broker}   (choose a person there; nobody needs a real e-legitimation)
Mails              http://localhost:${ports.mailPage}   (nothing is sent to anybody; they lie in ${dir}/mail)

Test people, also in ${dir}/people.json
${lines.join('\n')}

Files to send      ${dir}/samples

Click "Logga in", then "Logga in med e-legitimation", and pick a person.
`)
}

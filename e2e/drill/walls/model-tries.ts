// Code in web's own process, with the entry and the flags of the local start: what Node's permission model and the firewall's rules
// (docs/systemd) leave it. The process gets no database: what its role may do there is tried elsewhere.
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { prepareStore } from '#lib/store/store.ts'
import type { Takings } from '../../fixtures/taken-code.ts'
import { permissionFlags } from '../../rehearsal/local/permissions.ts'
import { ROOT } from '../../rehearsal/local/settings.ts'
import { freePort } from '../../rehearsal/ports.ts'
import type { Result, Try } from './try.ts'

const FIXTURES = join(ROOT, 'e2e/fixtures/')
const REMAINS =
  'what web may write it may read and remove: ciphertext of all companies, and a thief can delete what waits to be sent'

/** What the thief does, as the table and as taken-code.ts say it; and why it remains where it does. */
const TAKEN: readonly (readonly [does: string, taking: string, remains?: string])[] = [
  ['starts a program', 'a child process'],
  ['starts a worker', 'a worker'],
  ['loads an addon', 'an addon'],
  ['opens an inspector', 'an inspector'],
  ['reads /etc/passwd', 'read /etc/passwd'],
  ['reads its parent’s environment', 'read the environment of its parent'],
  ['lists the code’s folder', 'list the root of the code'],
  ['reads a file of another process', 'read a file of another process'],
  ['lists a folder of another process', 'list a folder of another process'],
  ['links to a file outside', 'link to /etc/passwd'],
  ['changes its own code', 'change its own code'],
  ['changes a package', 'change a package'],
  ['writes to /tmp', 'write to /tmp'],
  ['reads a payload that another process put away', 'read a payload of another process', REMAINS],
  ['renames or removes one', 'rename a payload of another process', REMAINS],
  ['writes to the payload store', 'write to its own folder', 'its work'],
]

export function modelTries(): Try[] {
  const about = 'web’s own process'
  let takings: Promise<Takings> | undefined
  return [
    ...TAKEN.map(([does, taking, remains]): Try => {
      const run = async (): Promise<Result> => {
        takings = takings ?? takeInWeb()
        const ended = (await takings)[taking] ?? 'not tried'
        return ended === 'done' ? { kind: 'got', what: taking } : { kind: 'refused', words: ended }
      }
      return { about, does, refusal: /^ERR_(ACCESS_DENIED|DLOPEN_DISABLED)$/, ...(remains && { remains }), run }
    }),
    ...egressTries(),
  ]
}

/** The portal's listener as a process, with the thief's code beside it. */
async function takeInWeb(): Promise<Takings> {
  const dir = await mkdtemp(join(tmpdir(), 'kvittens-walls-'))
  const others = await mkdtemp(join(tmpdir(), 'kvittens-others-'))
  await prepareStore(join(dir, 'payloads'))
  await writeFile(join(dir, 'payloads/payload'), 'x')
  await writeFile(join(others, 'secret'), 'x')
  const port = await freePort()
  const [key, url] = ['k'.repeat(32), `http://127.0.0.1:${port}`]
  const env = {
    ...{ NODE_ENV: 'production', MILJO: 'test', LOG_LEVEL: 'silent', DATABASE_URL: 'postgresql://127.0.0.1:1/none' },
    ...{ PAYLOAD_DIR: join(dir, 'payloads'), SYNC_SOCKET: '/nowhere', KEEPER_SOCKET: '/nowhere', PORT: String(port) },
    ...{ PUBLIC_URL: url, SESSION_SECRET: key, HISTORY_KEY: key, UPLOAD_KEY: key, WEBHOOK_RECIPIENT: 'age1none' },
    ...{ OIDC_ISSUER: 'https://broker.invalid', OIDC_CLIENT_ID: 'none', OIDC_CLIENT_KEY: 'none' },
    ...{ TAKE_FILE: join(others, 'secret'), TAKE_FOLDER: others, TAKE_PAYLOAD: join(dir, 'payloads/payload') },
  }
  const child = fork(join(FIXTURES, 'web-process.ts'), {
    env: env as NodeJS.ProcessEnv,
    execArgv: [
      ...['--disable-warning=ExperimentalWarning', ...permissionFlags('web', env, ROOT), `--allow-fs-read=${FIXTURES}`],
      ...['--import', join(FIXTURES, 'taken-code.ts')],
    ],
  })
  try {
    await Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error('web ended')))])
    child.send('take')
    const [{ takings }] = (await once(child, 'message')) as [{ takings: Takings }]
    return takings
  } finally {
    child.kill('SIGKILL')
    for (const folder of [dir, others]) await rm(folder, { recursive: true, force: true })
  }
}

/** Ids in the place of the users that the rules name. */
const UIDS = { web: 62_021, gateway: 62_022, relay: 62_023, keeper: 62_024, syncer: 62_025, converter: 62_026 }
/** As the rules name Postgres; the others are strangers'. */
const POSTGRES = '192.0.2.10'
const ADDRESSES: readonly (readonly [does: string, host: string, port: number])[] = [
  ['calls a foreign address', '198.51.100.1', 443],
  ['calls another port of the database’s machine', POSTGRES, 22],
  ['calls the cloud’s metadata address', '169.254.169.254', 80],
  ['calls the gateway’s port on its own machine', '127.0.0.1', 8443],
]

function egressTries(): Try[] {
  let results: Promise<Map<string, Result>> | undefined
  return ADDRESSES.map(([does]) => ({
    ...{ about: 'web’s own process', does, refusal: /EHOSTUNREACH/ },
    async run() {
      results = results ?? callOut()
      return (await results).get(does) ?? { kind: 'got', what: 'nothing: it was not tried' }
    },
  }))
}

/** In a network of its own with the addresses on it, under the rules for production, as web's user, with web's flags. */
async function callOut(): Promise<Map<string, Result>> {
  const rules = await readFile(join(ROOT, 'docs/systemd/kvittens.nft'), 'utf8')
  const numbered = rules.replaceAll(/"kvittens-(\w+)"/g, (name, part: keyof typeof UIDS) => {
    // Rules that cannot be loaded would look like a machine without networks.
    if (UIDS[part] === undefined) throw new Error(`${name} has no number in UIDS`)
    return String(UIDS[part])
  })
  const addresses = [...new Set(ADDRESSES.map(([, host]) => host))].filter((host) => host !== '127.0.0.1')
  const network = ['ip link set lo up', ...addresses.map((host) => `ip addr add ${host}/32 dev lo`), 'nft -f -']
  const own = `exec setpriv --reuid ${UIDS.web} --regid ${UIDS.web} --clear-groups "$@" < /dev/null`
  const targets = [...ADDRESSES, ['the database', POSTGRES, 5432]]
  const program = `const net = require('node:net'); for (const [name, host, port] of ${JSON.stringify(targets)})
    net.connect(port, host).on('error', (error) => console.log(name + '\\t' + error.code)).on('connect', () => console.log(name + '\\tdone'))`
  const flags = permissionFlags('web', {}, ROOT)
  const command = ['sh', '-c', `${network.join(' && ')} && ${own}`, 'sh', process.execPath, ...flags, '-e', program]
  const child = spawn('unshare', ['--net', ...command], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.on('error', () => {}) // no such program here
  child.stdin.on('error', () => {}).end(numbered)
  const [said] = await Promise.all([text(child.stdout), text(child.stderr)])
  const ended = new Map(said.split('\n').map((line) => line.split('\t') as [string, string]))
  // Nothing listens there: who is let through is told so.
  const isTried = ended.get('the database') === 'ECONNREFUSED'
  return new Map(ADDRESSES.map(([does]) => [does, isTried ? resultOf(ended.get(does)) : SKIPPED]))
}

const SKIPPED: Result = { kind: 'skipped', why: 'nobody here may make a network with rules' }

const resultOf = (code = 'not tried'): Result =>
  code === 'EHOSTUNREACH' ? { kind: 'refused', words: code } : { kind: 'got', what: code }

// Code in web's process, as the operating system and Node see it: its siblings, files, programs, the network. Two processes of users of
// their own, as docs/hardening.md has them; where this machine lets nobody become another user it is skipped, and never counted as held.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Result, Try } from './try.ts'

/** User ids that nobody on the machine has. */
const SIBLING = 62_001
const THIEF = 62_002
/** What a sibling alone knows. */
const SECRET = 'kanarie-secret'

const MISSING: Result = { kind: 'got', what: 'nothing: it was not tried' }

type Siblings = { pid: number; dir: string }

export function processTries(): Try[] {
  const about = 'the process'
  const DENIED = /EACCES|EPERM/
  const codes = new Map<string, (at: Siblings) => string>()
  let results: Promise<Map<string, Result>> | undefined
  const one = (does: string, code: (at: Siblings) => string): Try => {
    codes.set(does, code)
    const run = async () => {
      results = results ?? besideSibling(codes)
      return (await results).get(does) ?? MISSING
    }
    return { about, does, refusal: DENIED, run }
  }
  return [
    one('reads a sibling’s environment', ({ pid }) => `read('/proc/${pid}/environ')`),
    one('reads a sibling’s memory', ({ pid }) => `fs.openSync('/proc/${pid}/mem', 'r')`),
    one('reads a sibling’s open files', ({ pid }) => `fs.readdirSync('/proc/${pid}/fd')`),
    one('ends a sibling', ({ pid }) => `process.kill(${pid}, 0)`),
    one('opens a debugger in a sibling', ({ pid }) => `process._debugProcess(${pid})`),
    one('reads the keys of a sibling', ({ dir }) => `read('${dir}/identity')`),
    one(
      'connects to a sibling’s socket',
      ({ dir }) => `await new Promise((y, n) => net.connect('${dir}/socket/keeper').on('connect', y).on('error', n))`,
    ),
    one('reads payloads that it has put away', ({ dir }) => `fs.readdirSync('${dir}/payloads')`),
  ]
}

/** Runs the codes beside a process of another user, with a key file, a socket folder and payloads that are its own. */
async function besideSibling(codes: ReadonlyMap<string, (at: Siblings) => string>): Promise<Map<string, Result>> {
  if (process.getuid?.() !== 0)
    return new Map([...codes.keys()].map((does) => [does, { kind: 'skipped', why: 'nobody here may become another user' }]))
  const dir = await mkdtemp(join(tmpdir(), 'kvittens-walls-'))
  await chmod(dir, 0o755)
  for (const name of ['socket', 'payloads']) await mkdir(join(dir, name), { mode: 0o700 })
  await writeFile(join(dir, 'identity'), SECRET, { mode: 0o600 })
  for (const name of ['identity', 'socket', 'payloads']) await chown(join(dir, name), SIBLING, SIBLING)
  const own = { uid: SIBLING, gid: SIBLING, cwd: '/', env: { NODE_ENV: 'test', SECRET } as const }
  const sibling = spawn(process.execPath, ['-e', `console.log('up'); setInterval(() => {}, 1000)`], {
    ...own,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    await once(sibling.stdout, 'data')
    const at = { pid: sibling.pid ?? 0, dir }
    return await runThief(new Map([...codes].map(([does, code]) => [does, code(at)])), { uid: THIEF })
  } finally {
    await ended(sibling)
    await rm(dir, { recursive: true, force: true })
  }
}

/** Runs the codes, one after the other, in a process of its own; what one of them gives it has got. */
export async function runThief(
  codes: ReadonlyMap<string, string>,
  { uid, flags = [] }: { uid?: number; flags?: readonly string[] },
): Promise<Map<string, Result>> {
  const steps = [...codes].map(
    ([does, code]) =>
      `try { say(${JSON.stringify(does)}, 'got', String((${code}) ?? 'it')) } catch (error) { say(${JSON.stringify(does)}, 'refused', error.message) }`,
  )
  const program = `import fs from 'node:fs'; import net from 'node:net'; import { createRequire } from 'node:module';
    const require = createRequire('file:///');
    const read = (file) => fs.readFileSync(file, 'latin1').slice(0, 100);
    const said = []; const say = (...words) => said.push(words);
    ${steps.join('\n')}
    console.log(JSON.stringify(said)); process.exit()`
  const own = { cwd: '/', env: { NODE_ENV: 'test' } as const, ...(uid !== undefined && { uid, gid: uid }) }
  const child = spawn(process.execPath, [...flags, '--input-type=module', '-e', program], {
    ...own,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [said, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  if (said === '') throw new Error(`the thief did not run: ${errors}`)
  const results = JSON.parse(said) as [string, 'got' | 'refused', string][]
  return new Map(
    results.map(([does, kind, words]) => [
      does,
      kind === 'got' ? { kind, what: words.slice(0, 120) } : { kind, words: words.split('\n')[0] ?? '' },
    ]),
  )
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

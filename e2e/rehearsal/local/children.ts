// The parts as real processes: each with its own log, restarted when it dies, ended when we end.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type ConfinedPart, permissionFlags } from './permissions.ts'
import { ROOT } from './settings.ts'

/** `preload`: a module that is loaded before the script. `confined`: runs under Node's permission model, as this part. */
export type PartDescription = {
  name: string
  script: string
  env: Record<string, string>
  preload?: string | undefined
  confined?: ConfinedPart
}
export type PartProcess = { name: string; readonly pid: number | undefined; readonly deaths: number; stop: () => Promise<void> }
type Options = { logDir: string; onDeath: (name: string, how: string) => void }

const END_WITH_PARENT = new URL('./end-with-parent.ts', import.meta.url).href
const RESTART_AFTER_MS = 500
const STOP_WITHIN_MS = 15_000

/** Starts `part` and keeps it running until `stop()`: a part that dies (kill -9, say) is started again. */
export function startChild(part: PartDescription, { logDir, onDeath }: Options): PartProcess {
  mkdirSync(logDir, { recursive: true })
  const log = createWriteStream(join(logDir, `${part.name}.log`), { flags: 'a' })
  let stopping = false
  let deaths = 0
  let child: ChildProcess
  const start = () => {
    child = spawnPart(part)
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    child.once('exit', (code, signal) => {
      if (stopping) return
      deaths++
      onDeath(part.name, signal ?? `exit ${code}`)
      setTimeout(() => !stopping && start(), RESTART_AFTER_MS)
    })
  }
  start()
  return {
    name: part.name,
    get pid() {
      return child.pid
    },
    get deaths() {
      return deaths
    },
    async stop() {
      stopping = true
      await end(child)
      log.end()
    },
  }
}

function spawnPart({ script, env, preload, confined }: PartDescription): ChildProcess {
  const { NODE_COMPILE_CACHE } = process.env
  const args = [
    '--disable-warning=ExperimentalWarning',
    ...(confined
      ? [...permissionFlags(confined, { ...env, NODE_COMPILE_CACHE }, ROOT), `--allow-fs-read=${fileURLToPath(END_WITH_PARENT)}`]
      : []),
    '--import',
    END_WITH_PARENT,
    ...(preload ? ['--import', preload] : []),
    join(ROOT, script),
  ]
  const kept = Object.fromEntries(
    ['PATH', 'HOME', 'TZ', 'TMPDIR', 'NODE_COMPILE_CACHE'].flatMap((name) =>
      process.env[name] ? [[name, process.env[name]]] : [],
    ),
  )
  // Nothing is ever written to standard input: it closes when we die.
  const stdio: StdioOptions = ['pipe', 'pipe', 'pipe']
  return spawn(process.execPath, args, { cwd: ROOT, env: { ...kept, NODE_ENV: 'production', ...env }, stdio })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const timeout = new AbortController()
  const slow = sleep(STOP_WITHIN_MS, undefined, { signal: timeout.signal }).then(
    () => child.kill('SIGKILL'),
    () => {},
  )
  await gone
  timeout.abort()
  await slow
}

// What Node's permission model costs web: node e2e/bench/permission.ts [--rounds 5] [--seconds 6]
//
// The portal as it ships, with pages (it needs a build), with and without the model, in turns: time until it answers, then the front
// page from four connections at a time, and small hand-ins one after the other. CPU is the process's own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sickFile, uploadHeaders } from '../fixtures/web.ts'
import { permissionFlags } from '../rehearsal/local/permissions.ts'
import { ROOT } from '../rehearsal/local/settings.ts'
import { type Ground, prepareGround } from './ground.ts'
import { cpuMsOf } from './proc.ts'

type Figures = {
  startMs: number
  startCpuMs: number
  pagesPerS: number
  cpuMsPerPage: number
  handInMs: number
  cpuMsPerHandIn: number
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '6' } } })
const FILES = 30

async function run(at: Ground, flags: string[]): Promise<Figures> {
  const args = ['--disable-warning=ExperimentalWarning', ...flags, join(ROOT, 'lib/web/main.ts')]
  const begun = performance.now()
  const web = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...at.env, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  const pid = web.pid ?? 0
  try {
    while (!(await answers(at))) await sleep(20)
    const figures = { startMs: performance.now() - begun, startCpuMs: cpuMsOf(pid) }
    await pagesFor(at, 2)
    let [cpu, from] = [cpuMsOf(pid), performance.now()]
    const pages = await pagesFor(at, Number(values.seconds))
    const [pagesPerS, cpuMsPerPage] = [(pages * 1000) / (performance.now() - from), (cpuMsOf(pid) - cpu) / pages]
    ;[cpu, from] = [cpuMsOf(pid), performance.now()]
    for (let n = 0; n < FILES; n++) await handIn(at)
    const handInMs = (performance.now() - from) / FILES
    return { ...figures, pagesPerS, cpuMsPerPage, handInMs, cpuMsPerHandIn: (cpuMsOf(pid) - cpu) / FILES }
  } finally {
    const gone = once(web, 'exit')
    web.kill('SIGKILL')
    await gone
  }
}

/** As its proxy asks. */
const ask = ({ port }: Ground, path: string, init: RequestInit = {}) =>
  fetch(`http://localhost:${port}${path}`, { ...init, headers: { 'x-forwarded-for': '192.0.2.1', ...init.headers } })

const answers = (at: Ground) =>
  ask(at, '/api/live').then(
    ({ ok }) => ok,
    () => false,
  )

async function pagesFor(at: Ground, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let pages = 0
  const reader = async () => {
    while (performance.now() < until) {
      const page = await ask(at, '/prova')
      await page.arrayBuffer()
      if (page.status !== 200) throw new Error(`/prova answers ${page.status}`)
      pages++
    }
  }
  await Promise.all(Array.from({ length: 4 }, reader))
  return pages
}

async function handIn(at: Ground): Promise<void> {
  const headers = uploadHeaders(at.publicUrl, at.cookie)
  const taken = await ask(at, '/api/inlamningar', { method: 'POST', body: sickFile(), headers })
  if (taken.status !== 201) throw new Error(`a hand-in answers ${taken.status} ${await taken.text()}`)
}

function medians(figures: Figures[]): Record<string, number> {
  const names = Object.keys(figures[0] ?? {}) as (keyof Figures)[]
  const middle = (all: number[]) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
  return Object.fromEntries(names.map((name) => [name, Number(middle(figures.map((each) => each[name])).toFixed(1))]))
}

const ground = await prepareGround()
const runs: Record<'with' | 'without', Figures[]> = { with: [], without: [] }
try {
  for (let round = 0; round < Number(values.rounds); round++)
    for (const how of round % 2 ? (['with', 'without'] as const) : (['without', 'with'] as const))
      runs[how].push(await run(ground, how === 'with' ? permissionFlags('web', ground.env, ROOT) : []))
} finally {
  await ground.end()
}
console.table(Object.fromEntries(Object.entries(runs).map(([how, figures]) => [how, medians(figures)])))

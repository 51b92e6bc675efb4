// What Node's permission model and the syncer cost web: node e2e/bench/permission.ts [--rounds 5] [--seconds 4]
//
// The portal as it ships, with pages (it needs a build), as it would be without either, with the syncer alone, and with both, in turns:
// time until it answers, then the front page from four connections at a time, small hand-ins one after the other and four at a time,
// and one of 50 MB. CPU is the portal's own and the syncer's.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type SyncerFixture, syncerFixture } from '../fixtures/syncer.ts'
import { sickFile, sized, uploadHeaders } from '../fixtures/web.ts'
import { permissionFlags } from '../rehearsal/local/permissions.ts'
import { ROOT } from '../rehearsal/local/settings.ts'
import { type Ground, prepareGround } from './ground.ts'
import { cpuMsOf } from './proc.ts'

const SIDES = ['neither', 'syncer', 'both'] as const
type Side = (typeof SIDES)[number]
type Figures = {
  startMs: number
  pagesPerS: number
  cpuMsPerPage: number
  handInMs: number
  cpuMsPerHandIn: number
  handInsPerS: number
  largeMs: number
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } } })
const FILES = 40
const LARGE_BYTES = 50_000_000

async function run(at: Ground, side: Side, syncer: SyncerFixture): Promise<Figures> {
  const settings = { ...at.env, ...(side !== 'neither' && { SYNC_SOCKET: syncer.socket }) }
  const flags = side === 'both' ? permissionFlags('web', settings, ROOT) : []
  const begun = performance.now()
  const web = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...flags, join(ROOT, 'lib/web/main.ts')], {
    cwd: ROOT,
    env: settings as NodeJS.ProcessEnv,
    stdio: 'ignore',
  })
  const cpu = () => cpuMsOf(web.pid ?? 0) + cpuMsOf(syncer.pid())
  try {
    while (!(await answers(at))) await sleep(20)
    const startMs = performance.now() - begun
    await pagesFor(at, 1)
    let [before, from] = [cpu(), performance.now()]
    const pages = await pagesFor(at, Number(values.seconds))
    const [pagesPerS, cpuMsPerPage] = [(pages * 1000) / (performance.now() - from), (cpu() - before) / pages]
    for (let n = 0; n < 5; n++) await handIn(at)
    ;[before, from] = [cpu(), performance.now()]
    for (let n = 0; n < FILES; n++) await handIn(at)
    const [handInMs, cpuMsPerHandIn] = [(performance.now() - from) / FILES, (cpu() - before) / FILES]
    from = performance.now()
    for (let n = 0; n < FILES; n += 4) await Promise.all([handIn(at), handIn(at), handIn(at), handIn(at)])
    const handInsPerS = (FILES * 1000) / (performance.now() - from)
    const large = sized(LARGE_BYTES)
    from = performance.now()
    await handIn(at, large)
    return { startMs, pagesPerS, cpuMsPerPage, handInMs, cpuMsPerHandIn, handInsPerS, largeMs: performance.now() - from }
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

async function handIn(at: Ground, body = sickFile()): Promise<void> {
  const headers = uploadHeaders(at.publicUrl, at.cookie)
  const taken = await ask(at, '/api/inlamningar', { method: 'POST', body, headers })
  if (taken.status !== 201) throw new Error(`a hand-in answers ${taken.status} ${await taken.text()}`)
}

function medians(figures: Figures[]): Record<string, number> {
  const names = Object.keys(figures[0] ?? {}) as (keyof Figures)[]
  const middle = (all: number[]) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0
  return Object.fromEntries(names.map((name) => [name, Number(middle(figures.map((each) => each[name])).toFixed(2))]))
}

const ground = await prepareGround()
const syncer = await syncerFixture(ground.payloads)
const runs: Record<Side, Figures[]> = { neither: [], syncer: [], both: [] }
try {
  for (let round = 0; round < Number(values.rounds); round++)
    for (let n = 0; n < SIDES.length; n++) {
      const side = SIDES[(round + n) % SIDES.length] ?? 'neither'
      runs[side].push(await run(ground, side, syncer))
    }
} finally {
  await syncer.drop()
  await ground.end()
}
console.table(Object.fromEntries(SIDES.map((side) => [side, medians(runs[side])])))

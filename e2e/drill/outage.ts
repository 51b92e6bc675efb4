// node e2e/drill/outage.ts [--kind 503,hang,…] [--seconds 600] [--ports BASE] [--without-pages] [--keep]
//
// Brings outages of the receiver about in a local start of its own (loopback only), one after the other, while files come by the
// gateway, and prints when each surface turned and turned back, how many files became unknown, and whether the portal's books agree
// with the agency's. `--ports`: the first of the ports it takes, to run several side by side; else free ones.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfStale } from '../rehearsal/local/build.ts'
import { freePorts, PORT_VARIABLES, readSettings, type Settings, settingsFor, takenPorts } from '../rehearsal/local/settings.ts'
import { OUTAGE_KINDS } from './outage-kinds.ts'
import type { OutageResult } from './run-outage.ts'

const { values } = parseArgs({
  options: {
    kind: { type: 'string', default: Object.keys(OUTAGE_KINDS).join(',') },
    seconds: { type: 'string', default: '600' },
    ports: { type: 'string' },
    'without-pages': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const isKind = (name: string): name is keyof typeof OUTAGE_KINDS => name in OUTAGE_KINDS
const kinds = values.kind.split(',').map((name) => {
  if (isKind(name)) return name
  throw new Error(`--kind ${name}: there are ${Object.keys(OUTAGE_KINDS).join(', ')}`)
})
const pages = !values['without-pages']
/** Each surface must turn, and turn back, within this. */
const WITHIN_MS = 60_000

const dir = mkdtempSync(join(tmpdir(), 'kvittens-drill-'))
buildIfStale({ pages })
// Only now: in a clean clone the database's client is not there before the build.
const { startEverything } = await import('../rehearsal/local/start.ts')
const { runOutage } = await import('./run-outage.ts')
const running = await startEverything(await settings(), { pages, say: console.log })
const results = new Map<string, OutageResult>()
try {
  for (const kind of kinds) {
    console.log(`${new Date().toISOString()}  ${kind}, ${values.seconds} s`)
    const input = { kind, seconds: Number(values.seconds), pages, everyMs: 2_000, burst: 50, withinMs: WITHIN_MS + 30_000 }
    results.set(kind, await runOutage(running, input))
  }
} finally {
  await running.stop()
  if (values.keep) console.log(`Logs: ${dir}/logs`)
  else rmSync(dir, { recursive: true, force: true })
}

console.log(`\nSeconds from the outage's beginning until each surface said so, and from its end until it no longer did`)
const surfaceRows = [...results].map(([kind, { surfaces }]) => {
  const cells = Object.entries(surfaces).map(([name, { turnedS, backS, flaps }]) => {
    return [name, `${turnedS ?? 'never'} / ${backS ?? 'never'}${flaps > 0 ? `, ${flaps} flaps` : ''}`]
  })
  return [kind, Object.fromEntries(cells)]
})
console.table(Object.fromEntries(surfaceRows))
const bookRows = [...results].map(([kind, { files, unknown, underWay, drainedS, faults }]) => {
  const cells = {
    files,
    'under way when it began': underWay,
    'became unknown': unknown,
    'all with FK after s': drainedS,
    faults: faults.length,
  }
  return [kind, cells]
})
console.table(Object.fromEntries(bookRows))
const faults = [...results].flatMap(([kind, result]) => result.faults.map((fault) => `${kind}: ${fault}`))
console.log(faults.length === 0 ? 'Every file is with the agency once, with its bytes' : faults.join('\n'))
process.exit(faults.length === 0 ? 0 : 1)

async function settings(): Promise<Settings> {
  if (values.ports === undefined) return settingsFor(dir, await freePorts())
  const moved = Object.fromEntries(PORT_VARIABLES.map((name, n) => [name, String(Number(values.ports) + n)]))
  const own = readSettings({ NODE_ENV: 'test', ...moved, LOCAL_DIR: dir })
  const taken = await takenPorts(own)
  if (taken.length > 0) throw new Error(taken.join('\n'))
  return own
}

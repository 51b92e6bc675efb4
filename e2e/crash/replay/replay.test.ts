// Two operations in the suite; `node e2e/crash/replay/replay.ts` replays three.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Plant } from './disk.ts'
import type { ReplayFault } from './judge.ts'
import type { ReplayTally } from './replay.ts'

const run = promisify(execFile)

async function replay(...options: string[]): Promise<ReplayTally> {
  const { stdout } = await run(process.execPath, ['e2e/crash/replay/replay.ts', '--operations', '2', ...options])
  return JSON.parse(stdout)
}

test('wherever the power is cut, what the database knows of is there whole, and nothing else opens', async () => {
  const whole = await replay('--kills', '0')
  expect(whole.faults).toEqual({})
  expect(whole.cuts).toBeGreaterThan(800)
  const killed = await replay('--only', 'A hands in x')
  expect(killed.faults).toEqual({})
  expect(killed.workloads).toBeGreaterThan(50)
  expect((await replay('--only', 'epoch')).faults).toEqual({})
}, 300_000)

test('… and where the syncer syncs for who hands in', async () => {
  const whole = await replay('--syncer', '--kills', '0', '--only', 'hands in')
  expect(whole.faults).toEqual({})
  expect(whole.cuts).toBeGreaterThan(200)
  const killed = await replay('--syncer', '--only', 'A hands in x')
  expect(killed.faults).toEqual({})
  expect(killed.workloads).toBeGreaterThan(50)
}, 300_000)

const BY_SYNCER = ['the syncer answers before it is done', 'the syncer syncs another node'] as const
const CAUGHT: Record<Exclude<Plant, (typeof BY_SYNCER)[number]>, ReplayFault> = {
  'no sync of the file': 'damaged',
  'no sync of the employer’s folder': 'lost',
  'no sync of the store’s folder': 'lost',
  'sync of the store’s folder by the maker of the employer’s folder alone': 'lost',
  'the file is renamed before its sync': 'damaged',
  'no sync after a removal': 'kept',
}

test.each(Object.entries(CAUGHT))(
  'planted: %s',
  async (plant, fault) => {
    const { faults } = await replay('--only', 'x', '--plant', plant)
    expect(Object.keys(faults)).toContain(fault)
  },
  300_000,
)

test.each(['no sync of the file', 'no sync of the store’s folder'] as const)(
  'planted where the store’s epoch is written: %s',
  async (plant) => {
    expect((await replay('--only', 'epoch', '--plant', plant)).faults).toHaveProperty('epoch')
  },
  300_000,
)

test.each<[Plant, ReplayFault]>([
  ['the syncer answers before it is done', 'lost'],
  ['the syncer syncs another node', 'damaged'],
  ['no sync of the file', 'damaged'],
  ['no sync of the employer’s folder', 'lost'],
  ['no sync of the store’s folder', 'lost'],
])(
  'planted where the syncer syncs: %s',
  async (plant, fault) => {
    expect((await replay('--syncer', '--only', 'x', '--plant', plant)).faults).toHaveProperty(fault)
  },
  300_000,
)

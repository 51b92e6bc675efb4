// Crash-state replay for the store: every power cut in every workload of up to so many operations, any of which may also have
// been cut short by the death of its process, is worked out and judged (R1). Nothing of it is in the product.
//
//   disk.ts  what the store's code does to the file system      store-code.ts  that code, with disk.ts for node:fs/promises
//   cuts.ts  what a power cut may leave of it                   operations.ts  hand-ins, sweep, purge   judge.ts  what is right
//
//   node e2e/crash/replay/replay.ts     prints what it found, as JSON; `parseArgs` below says what it takes
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { openLog } from '#lib/log.ts'
import { leftoversAfter } from './cuts.ts'
import { Disk, PLANTS, type Plant, STORE_FOLDER } from './disk.ts'
import { judge, judgeEpoch, type KnownFiles, type ReplayFault } from './judge.ts'
import { BYTES, OPERATIONS, type Operation } from './operations.ts'
import { loadStore, loadSyncer, type StoreCode, setDisk } from './store-code.ts'

/** An operation, and the step before which its process dies. */
type Step = { operation: Operation; killAt?: number }
export type ReplayTally = {
  workloads: number
  cuts: number
  states: number
  judged: number
  faults: Partial<Record<ReplayFault, string>>
}

const { values } = parseArgs({
  options: {
    operations: { type: 'string', default: '3' },
    /** Only so many first operations of a workload may be cut short. */
    kills: { type: 'string', default: '1' },
    /** Operations whose names have this in them alone. */
    only: { type: 'string', default: '' },
    /** Hand-ins are synced by the syncer, over its socket. */
    syncer: { type: 'boolean', default: false },
    /** A fault to plant; ends at the first one found. */
    plant: { type: 'string' },
  },
})
const operations = OPERATIONS.filter(({ name }) => name.includes(values.only))
const plant = PLANTS.find((one) => one === values.plant)
if (values.plant !== undefined && !plant) throw new Error(`--plant: one of ${PLANTS.join('; ')}`)
const scratch = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kvittens-replay-'))
const identity = await generateIdentity()
const known: KnownFiles = { identity, bytes: BYTES }
const recipient = await identityToRecipient(identity)
const processes: StoreCode[] = []
for (let process = 1; process <= 4; process++) processes.push(await loadStore(process))

const replayed: ReplayTally = { workloads: 0, cuts: 0, states: 0, judged: 0, faults: {} }
try {
  await replayAll([], Number(values.operations))
} finally {
  await rm(scratch, { recursive: true, force: true })
}
// Who asked a syncer that died waits for an answer still.
process.stdout.write(`${JSON.stringify(replayed, null, 1)}\n`, () => process.exit())

/** The workload, and every one that begins with it. */
async function replayAll(begun: readonly Step[], depth: number): Promise<void> {
  if (depth === 0) return
  for (const operation of operations) {
    if (plant && Object.keys(replayed.faults).length > 0) return
    const whole = await replay([...begun, { operation }], plant)
    await replayAll([...begun, { operation }], depth - 1)
    if (begun.length >= Number(values.kills)) continue
    for (let killAt = 0; killAt < whole; killAt++) {
      await replay([...begun, { operation, killAt }], plant)
      await replayAll([...begun, { operation, killAt }], depth - 1)
    }
  }
}

/** Cuts within all but the last operation are those of a shorter workload. Gives the number of the last one's steps. */
async function replay(steps: readonly Step[], planted: Plant | undefined): Promise<number> {
  const root = await mkdtemp(join(scratch, 'run-'))
  const dir = join(root, STORE_FOLDER)
  const disk = new Disk(root, planted)
  setDisk(disk)
  let number = 0
  const syncer = values.syncer ? await startSyncer(dir) : undefined
  const place = () => ({ disk, dir, recipient, store: processes[number] as StoreCode, syncSocket: syncer?.socket })
  await disk.run(() => place().store.prepareStore(dir))
  let from = steps.length === 1 ? 0 : -1
  for (const [index, { operation, killAt }] of steps.entries()) {
    if (index === steps.length - 1 && from < 0) from = disk.changes.length
    const at = place()
    if (!(await disk.run(() => operation.run(at), killAt))) number++
  }
  await judgeCuts(disk, { from, workload: steps.map(nameOf).join(', then ') })
  syncer?.server.close()
  await rm(root, { recursive: true, force: true })
  replayed.workloads++
  return disk.steps
}

/** In this process, on a socket of its own; only its files are the disk's. */
async function startSyncer(dir: string): Promise<{ socket: string; server: Server }> {
  const { createSyncer } = await loadSyncer()
  const socket = join(scratch, `syncer-${replayed.workloads}`)
  const server = createSyncer({ dir, log: openLog({ process: 'syncer', instance: 'replay', level: 'silent' }) })
  server.listen(socket)
  await once(server, 'listening')
  return { socket, server }
}

async function judgeCuts(disk: Disk, { from, workload }: { from: number; workload: string }): Promise<void> {
  const judged = new Set<string>()
  const cutName = (cut: number) => `${workload}; cut after change ${cut} of ${disk.changes.length}`
  for (let cut = from; cut <= disk.changes.length; cut++) {
    const { states, leftovers } = leftoversAfter(disk.changes.slice(0, cut))
    replayed.cuts++
    const epoch = judgeEpoch(disk.changes.slice(0, cut))
    if (epoch) replayed.faults[epoch] ??= cutName(cut)
    replayed.states += states
    for (const [key, left] of leftovers) {
      if (judged.has(key)) continue
      judged.add(key)
      replayed.judged++
      const fault = await judge(left, known, scratch)
      if (fault) replayed.faults[fault] ??= cutName(cut)
    }
  }
}

function nameOf({ operation, killAt }: Step): string {
  return killAt === undefined ? operation.name : `${operation.name} (killed at ${killAt})`
}

// The store's own code, a copy for each process of a replay, and the syncer's, with `node:fs/promises` taken from the disk that is set here.
import { registerHooks } from 'node:module'
import { type Disk, SYNCER } from './disk.ts'

const COPY = /[?&]process=(\d)$/
const FILES = /^replay:files\?process=(\d)$/
/** What the store and the syncer take from `node:fs/promises`, beside its constants. */
const NAMES = ['access', 'lstat', 'mkdir', 'open', 'readFile', 'readdir', 'rename', 'rm', 'stat', 'statfs', 'writeFile'] as const

let current: Disk | undefined

/** Calls of the store's code go to `disk` from now on. */
export function setDisk(disk: Disk): void {
  current = disk
}

/** Called by the modules that stand for `node:fs/promises`. */
function call(process: number, name: (typeof NAMES)[number], args: unknown[]): unknown {
  if (!current) throw new Error('no disk')
  const files = current.filesOf(process) as Record<string, (...given: unknown[]) => unknown>
  return files[name]?.(...args)
}

registerHooks({
  resolve(specifier, context, next) {
    const process = context.parentURL && COPY.exec(context.parentURL)?.[1]
    if (!process) return next(specifier, context)
    if (specifier === 'node:fs/promises') return { url: `replay:files?process=${process}`, shortCircuit: true }
    const found = next(specifier, context)
    return /\/lib\/(store|syncer)\//.test(found.url) ? { ...found, url: `${found.url}?process=${process}` } : found
  },
  load(url, context, next) {
    const process = FILES.exec(url)?.[1]
    if (!process) return next(url, context)
    const source = NAMES.map((name) => `export const ${name} = (...args) => globalThis.replayCall(${process}, '${name}', args)`)
    source.push(`export { constants } from 'node:fs'`)
    return { format: 'module', source: source.join('\n'), shortCircuit: true }
  },
})
Object.assign(globalThis, { replayCall: call })

const copyOf = (name: string, process: number) => import(new URL(`../../../lib/${name}?process=${process}`, import.meta.url).href)

export type StoreCode = Pick<typeof import('#lib/store/start-payload.ts'), 'startPayload'> &
  Pick<typeof import('#lib/store/upload-file.ts'), 'openUploadFile' | 'removeUploadFile'> &
  Pick<typeof import('#lib/store/upload-tail.ts'), 'keepTail'> &
  Pick<typeof import('#lib/store/sweep-partials.ts'), 'sweepPartials'> &
  Pick<typeof import('#lib/store/marks.ts'), 'sweepMarks' | 'removePayload'> &
  Pick<typeof import('#lib/store/store.ts'), 'prepareStore'> &
  Pick<typeof import('#lib/store/epoch.ts'), 'raiseStoreEpoch'>

/** The store's code as process `process` (1 to 9) has loaded it. */
export async function loadStore(process: number): Promise<StoreCode> {
  const names = ['start-payload.ts', 'upload-file.ts', 'upload-tail.ts', 'sweep-partials.ts', 'marks.ts', 'store.ts', 'epoch.ts']
  return Object.assign({}, ...(await Promise.all(names.map((name) => copyOf(`store/${name}`, process)))))
}

/** The syncer's code, whose syncs are the disk's. */
export async function loadSyncer(): Promise<typeof import('#lib/syncer/create-syncer.ts')> {
  return await copyOf('syncer/create-syncer.ts', SYNCER)
}

// The file system as lib/store sees it in a replay: every call is done at once on the real disk, and what it changes is
// written down, so that each power cut can be worked out afterwards (cuts.ts). Processes die here (`kill`), and faults of
// the store's code are planted here, by what does not reach the disk.
import fs from 'node:fs'
import { basename, dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A file or a folder, whatever names it has. */
export type Node = number
/** `make`: a name begins to stand for a node; with null it stands for nothing any more. */
export type Change =
  | { do: 'make'; folder: Node; name: string; node: Node | null }
  | { do: 'write'; node: Node; at: number; bytes: Buffer }
  | { do: 'truncate'; node: Node; length: number }
  | { do: 'sync'; node: Node }
  /** What is known outside the file system from here on. */
  | { do: 'fact'; fact: Fact }
  /** `begun`: the database has committed this epoch; `kept`: the store was said to have it. */
  | { do: 'epoch'; epoch: number; kind: 'begun' | 'kept' }
/** `row`: the database has committed a row that needs the file; `purged`: it has committed that none does. `writing` and `purging` go before. */
export type Fact = { kind: 'writing' | 'row' | 'purging' | 'purged'; employerId: string; sha256: string }

export const PLANTS = [
  'no sync of the file',
  'no sync of the employer’s folder',
  'no sync of the store’s folder',
  'sync of the store’s folder by the maker of the employer’s folder alone',
  'the file is renamed before its sync',
  'no sync after a removal',
  'the syncer answers before it is done',
  'the syncer syncs another node',
] as const
export type Plant = (typeof PLANTS)[number]

/** The number of the syncer's process. */
export const SYNCER = 9

type OpenFile = { flags: string | number; mode?: number | undefined; process: number }
type Running = { stepsLeft: number; died: () => void; dead: boolean }

export class Disk {
  readonly changes: Change[] = []
  readonly #nodes = new Map<string, Node>()
  readonly #open = new Set<number>()
  readonly #madeBy = new Map<string, number>()
  readonly #late = new Set<Node>()
  readonly #unsynced: Node[] = []
  readonly #plant: Plant | undefined
  #running: Running | undefined
  #next = 1
  #steps = 0
  #removing = false
  /** The folder into which was renamed last. */
  #sealing = ''

  /** `root` is there for good. */
  constructor(root: string, plant: Plant | undefined) {
    this.#nodes.set(root, 0)
    this.#plant = plant
  }

  /** Steps (changes of the disk) that the last run took. */
  get steps(): number {
    return this.#steps
  }

  /** Runs `work`; the process dies for ever before its step `killAt`. False when it did. */
  async run(work: () => Promise<void>, killAt = Number.POSITIVE_INFINITY): Promise<boolean> {
    this.#steps = 0
    const death = Promise.withResolvers<false>()
    const running: Running = { stepsLeft: killAt, dead: false, died: () => death.resolve(false) }
    this.#running = running
    const lived = await Promise.race([work().then(() => true), death.promise])
    running.dead = true
    for (const fd of this.#open) fs.closeSync(fd)
    this.#open.clear()
    return lived
  }

  noteEpoch(epoch: number, kind: 'begun' | 'kept'): void {
    this.changes.push({ do: 'epoch', epoch, kind })
  }

  note(fact: Fact): void {
    this.changes.push({ do: 'fact', fact })
    for (const node of this.#unsynced.splice(0)) this.#change({ do: 'sync', node })
  }

  /** What `node:fs/promises` is to the store's code of process `process`. */
  filesOf(process: number) {
    return {
      access: async (path: string) => fs.accessSync(path),
      stat: async (path: string, options?: fs.StatSyncOptions) => fs.statSync(path, options),
      lstat: async (path: string) => fs.lstatSync(path),
      statfs: async (path: string) => fs.statfsSync(path),
      readdir: async (path: string) => fs.readdirSync(path),
      readFile: async (path: string, encoding?: BufferEncoding) =>
        encoding ? fs.readFileSync(path, encoding) : fs.readFileSync(path),
      mkdir: async (path: string, options: fs.MakeDirectoryOptions) => {
        await this.#step()
        const wasThere = fs.existsSync(path)
        const first = fs.mkdirSync(path, options)
        if (wasThere) return first
        this.#make(path)
        this.#madeBy.set(path, process)
        return first
      },
      writeFile: async (path: string, bytes: string | Buffer, options: { mode: number }) => {
        await this.#step()
        const isNew = !fs.existsSync(path)
        fs.writeFileSync(path, '', options)
        if (isNew) this.#make(path)
        else this.#change({ do: 'truncate', node: this.#node(path), length: 0 })
        if (bytes.length === 0) return
        await this.#step()
        fs.writeFileSync(path, bytes)
        this.#change({ do: 'write', node: this.#node(path), at: 0, bytes: Buffer.from(bytes) })
      },
      rename: async (from: string, to: string) => {
        await this.#step()
        fs.renameSync(from, to)
        const node = this.#node(from)
        this.#name(to, node)
        this.#name(from, null)
        this.#sealing = dirname(to)
        if (this.#late.delete(node)) this.#change({ do: 'sync', node })
      },
      rm: async (path: string) => {
        if (!fs.existsSync(path)) return
        await this.#step()
        fs.rmSync(path)
        this.#name(path, null)
        this.#removing = true
      },
      open: (path: string, flags: string | number, mode?: number) => this.#openFile(path, { flags, mode, process }),
    }
  }

  async #openFile(path: string, { flags, mode, process }: OpenFile) {
    const writes = String(flags).startsWith('w')
    if (writes) await this.#step()
    const wasThere = fs.existsSync(path)
    const fd = fs.openSync(path, flags, mode)
    this.#open.add(fd)
    if (writes && !wasThere) this.#make(path)
    const node = this.#node(path)
    if (writes && wasThere) this.#change({ do: 'truncate', node, length: 0 })
    const sync = async () => {
      if (process === SYNCER && this.#plant === 'the syncer answers before it is done') return void this.#unsynced.push(node)
      if (process === SYNCER) await sleep(2) // a disk takes its time: who does not wait for it is found out
      await this.#step()
      this.#sync(path, node, process)
    }
    return {
      sync,
      datasync: sync,
      stat: async (options?: fs.StatOptions) => fs.fstatSync(fd, options),
      read: async (buffer: Buffer, offset: number, length: number, at: number) => ({
        bytesRead: fs.readSync(fd, buffer, offset, length, at),
      }),
      writev: async (parts: Buffer[], at: number) => {
        await this.#step()
        const bytesWritten = fs.writevSync(fd, parts, at)
        this.#change({ do: 'write', node, at, bytes: Buffer.concat(parts) })
        return { bytesWritten }
      },
      writeFile: async (text: string) => {
        await this.#step()
        fs.writeFileSync(fd, text)
        this.#change({ do: 'write', node, at: 0, bytes: Buffer.from(text) })
      },
      truncate: async (length: number) => {
        await this.#step()
        fs.ftruncateSync(fd, length)
        this.#change({ do: 'truncate', node, length })
      },
      close: async () => {
        if (this.#open.delete(fd)) fs.closeSync(fd)
      },
    }
  }

  #sync(path: string, node: Node, process: number): void {
    const removing = this.#removing
    this.#removing = false
    if (this.#lacks(path, { node, process, removing })) return
    const isAnother = process === SYNCER && this.#plant === 'the syncer syncs another node'
    this.#change({ do: 'sync', node: isAnother ? node - 1 : node })
  }

  /** Whether the planted fault keeps this sync from the disk. */
  #lacks(path: string, { node, process, removing }: { node: Node; process: number; removing: boolean }): boolean {
    const isFolder = fs.existsSync(path) && fs.statSync(path).isDirectory()
    const name = basename(path)
    switch (this.#plant) {
      case undefined:
      case 'the syncer answers before it is done':
      case 'the syncer syncs another node':
        return false
      case 'no sync of the file':
        return !isFolder
      case 'the file is renamed before its sync':
        if (!isFolder) this.#late.add(node)
        return !isFolder
      case 'no sync of the employer’s folder':
        return isFolder && EMPLOYERS_FOLDER.test(name)
      case 'no sync of the store’s folder':
        return isFolder && name === STORE_FOLDER
      case 'sync of the store’s folder by the maker of the employer’s folder alone':
        return isFolder && name === STORE_FOLDER && this.#sealing !== '' && this.#madeBy.get(this.#sealing) !== process
      case 'no sync after a removal':
        return isFolder && removing
    }
  }

  #make(path: string): void {
    this.#name(path, this.#next++)
  }

  #name(path: string, node: Node | null): void {
    if (node === null) this.#nodes.delete(path)
    else this.#nodes.set(path, node)
    this.#change({ do: 'make', folder: this.#node(dirname(path)), name: basename(path), node })
  }

  #node(path: string): Node {
    const node = this.#nodes.get(path)
    if (node === undefined) throw new Error(`${path} was made by nobody`)
    return node
  }

  #change(change: Change): void {
    this.changes.push(change)
  }

  /** A dead process never comes back from its call. */
  async #step(): Promise<void> {
    const running = this.#running
    if (!running) throw new Error('no process runs')
    if (running.stepsLeft-- <= 0 && !running.dead) {
      running.dead = true
      running.died()
    }
    if (running.dead) await new Promise(() => {})
    this.#steps++
  }
}

export const STORE_FOLDER = 'payloads'
const EMPLOYERS_FOLDER = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

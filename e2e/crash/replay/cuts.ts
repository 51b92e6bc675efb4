// What a power cut may leave behind, by the usual model of a disk: of what was not synced, of each name in a folder any of the
// values since the last sync of the folder, and of each file's writes since its last sync any prefix, torn or not. A journaling
// file system leaves some of these; names that are independent here are more than any leaves.
import type { Change, Fact, Node } from './disk.ts'

/** The files of one employer and hash, as one cut may leave them. */
export type Leftover = {
  employerId: string
  sha256: string
  /** Undefined: no such file. */
  content: Buffer | undefined
  /** Names of the marks that are left. */
  marks: string[]
  isStore: boolean
  facts: Fact['kind'][]
}

type Names = Map<string, (Node | null)[]>
type Content = { whole: Buffer; pieces: Change[] }

/** Every leftover of every file after `changes`; `key` tells equal ones. `states`: how many the disk as a whole may be left in. */
export function leftoversAfter(changes: readonly Change[]): { states: number; leftovers: Map<string, Leftover> } {
  const folders = new Map<Node, Names>()
  const files = new Map<Node, Content>()
  const facts = new Map<string, Fact['kind'][]>()
  for (const change of changes) note(change, { folders, files, facts })
  const leftovers = new Map<string, Leftover>()
  for (const [file, kinds] of facts) {
    const [employerId = '', sha256 = ''] = file.split('/')
    for (const left of combine({ employerId, sha256, folders, files })) {
      const key = JSON.stringify([file, left.key, kinds])
      leftovers.set(key, { employerId, sha256, facts: kinds, ...left })
    }
  }
  return { states: countStates(folders, files), leftovers }
}

type DiskRecord = { folders: Map<Node, Names>; files: Map<Node, Content>; facts: Map<string, Fact['kind'][]> }

function note(change: Change, { folders, files, facts }: DiskRecord): void {
  switch (change.do) {
    case 'make': {
      const names = folders.get(change.folder) ?? new Map()
      folders.set(change.folder, names)
      names.set(change.name, [...(names.get(change.name) ?? [null]), change.node])
      return
    }
    case 'write':
    case 'truncate': {
      const content = files.get(change.node) ?? { whole: Buffer.alloc(0), pieces: [] }
      files.set(change.node, { ...content, pieces: [...content.pieces, change] })
      return
    }
    case 'sync': {
      const names = folders.get(change.node)
      if (names) for (const [name, values] of names) names.set(name, values.slice(-1))
      const content = files.get(change.node)
      if (content) files.set(change.node, { whole: content.pieces.reduce(apply, content.whole), pieces: [] })
      return
    }
    case 'epoch':
      return
    case 'fact': {
      const file = `${change.fact.employerId}/${change.fact.sha256}`
      facts.set(file, [...(facts.get(file) ?? []), change.fact.kind])
    }
  }
}

/** Every content that the file of this name in the store may have after `changes`; null: it may be gone. */
export function contentsOfFile(changes: readonly Change[], name: string): (string | null)[] {
  const record: DiskRecord = { folders: new Map(), files: new Map(), facts: new Map() }
  for (const change of changes) note(change, record)
  const { folders, files } = record
  const stores = valuesOf(folders.get(0), 'payloads')
  const nodes = stores.flatMap((store) => (store === null ? [null] : valuesOf(folders.get(store), name)))
  const contents = nodes.flatMap((node) =>
    node === null ? [null] : contentsOf(files.get(node) ?? EMPTY).map(({ bytes }) => bytes.toString()),
  )
  return [...new Set(contents)]
}

function apply(content: Buffer, change: Change): Buffer {
  if (change.do === 'truncate') return content.subarray(0, change.length)
  if (change.do !== 'write') return content
  const grown = Buffer.alloc(Math.max(content.length, change.at + change.bytes.length))
  content.copy(grown)
  change.bytes.copy(grown, change.at)
  return grown
}

/** Every prefix of what was written, and each with its last write half done; `key` is short. */
function contentsOf({ whole, pieces }: Content): { key: string; bytes: Buffer }[] {
  const found = [{ key: 'synced', bytes: whole }]
  let content = whole
  for (const [number, piece] of pieces.entries()) {
    if (piece.do === 'write') {
      const half = { ...piece, bytes: piece.bytes.subarray(0, piece.bytes.length >> 1) }
      found.push({ key: `${number}½`, bytes: apply(content, half) })
    }
    content = apply(content, piece)
    found.push({ key: `${number}`, bytes: content })
  }
  return found
}

type FileOnDisk = Omit<DiskRecord, 'facts'> & { employerId: string; sha256: string }
type Combined = Pick<Leftover, 'content' | 'marks' | 'isStore'> & { key: unknown }

function* combine({ employerId, sha256, folders, files }: FileOnDisk): Generator<Combined> {
  for (const store of valuesOf(folders.get(0), 'payloads')) {
    const inStore = store === null ? undefined : folders.get(store)
    for (const isStore of valuesOf(inStore, '.kvittens-store').map((node) => node !== null))
      for (const incoming of valuesOf(inStore, '.incoming'))
        for (const marks of marksIn(incoming === null ? undefined : folders.get(incoming), `${employerId}.${sha256}.`))
          for (const folder of valuesOf(inStore, employerId))
            for (const node of valuesOf(folder === null ? undefined : folders.get(folder), sha256)) {
              const contents = node === null ? [] : contentsOf(files.get(node) ?? EMPTY)
              if (node === null) yield { key: [isStore, marks, null], content: undefined, marks, isStore }
              for (const { key, bytes } of contents)
                yield { key: [isStore, marks, node, key, bytes.length], content: bytes, marks, isStore }
            }
  }
}

const EMPTY: Content = { whole: Buffer.alloc(0), pieces: [] }

function valuesOf(names: Names | undefined, name: string): (Node | null)[] {
  return [...new Set(names?.get(name) ?? [null])]
}

/** Every set of marks that may be left. */
function marksIn(names: Names | undefined, start: string): string[][] {
  let sets: string[][] = [[]]
  for (const name of names?.keys() ?? []) {
    if (!name.startsWith(start)) continue
    sets = valuesOf(names, name).flatMap((node) => sets.map((set) => (node === null ? set : [...set, name])))
  }
  return sets
}

function countStates(folders: Map<Node, Names>, files: Map<Node, Content>): number {
  let states = 1
  for (const names of folders.values()) for (const name of names.keys()) states *= valuesOf(names, name).length
  for (const content of files.values()) states *= contentsOf(content).length
  return states
}

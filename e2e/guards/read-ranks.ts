// The drawing of the ranks in CONTRIBUTING is the rule: this reads it.
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const REPOSITORY = resolve(import.meta.dirname, '../..')

export type House = {
  /** From the root: a folder, or a file without its ending (`lib/web/pages`, `next.config`). */
  path: string
  rank: number
  /** Houses of the same rank that this one may import. */
  mayImport: Set<string>
  /** `X for A, B`: nobody else may import it. */
  importers?: string[]
  /** `X: values of rank 0, types of rank 0, 2`: what it may import, instead of all lower ranks. */
  only?: { value: number[]; type: number[] }
}

export type Ranks = Map<string, House>

/**
 * Reads the first code block with a line that starts with `rank 4`. Three or more spaces part one statement from the next:
 * `A, B ← C ← D` (C may import A and B, D all of them), `A → B` (A may import B, not what B may), `A for B, C`, `A: values of …`.
 */
export function readRanks(markdown = readFileSync(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8')): Ranks {
  const block = markdown.split('```').find((text) => /^rank 4/m.test(text))
  if (!block) throw new Error('CONTRIBUTING.md has no drawing of the ranks')
  const ranks: Ranks = new Map()
  let rank = -1
  for (const line of block.trim().split('\n')) {
    const [, head, statements = ''] = /^(rank \d|) {3,}(.*)$/.exec(line) ?? []
    if (head === undefined) throw new Error(`not a line of ranks: ${line}`)
    if (head) rank = Number(head.slice(5))
    for (const statement of statements.split(/ {3,}/)) readStatement(ranks, rank, statement)
  }
  return ranks
}

function readStatement(ranks: Ranks, rank: number, statement: string): void {
  const [, subject = '', importers, values, types] =
    /^(.*?)(?: for ([^:]+))?(?:: values of rank ([\d, ]+), types of rank ([\d, ]+))?$/.exec(statement) ?? []
  const links = subject.split(/ [←→] /).map(readNames)
  const houses = links.map((names) => names.map((name) => houseOf(ranks, rank, name)))
  for (const [at, link] of houses.entries()) {
    for (const house of link) {
      if (importers) house.importers = readNames(importers).map(pathOf)
      if (values && types) house.only = { value: readNames(values).map(Number), type: readNames(types).map(Number) }
      const earlier = subject.includes('→') ? houses.slice(at + 1, at + 2) : houses.slice(0, at)
      for (const { path, mayImport } of earlier.flat()) for (const name of [path, ...mayImport]) house.mayImport.add(name)
    }
  }
}

function houseOf(ranks: Ranks, rank: number, name: string): House {
  const path = pathOf(name)
  const house = ranks.get(path) ?? { path, rank, mayImport: new Set<string>() }
  if (house.rank !== rank) throw new Error(`${name} stands in rank ${house.rank} and in rank ${rank}`)
  ranks.set(path, house)
  return house
}

/** A name of the drawing stands at the root, or else in lib. */
function pathOf(name: string): string {
  return exists(name) ? name : `lib/${name}`
}

export function exists(path: string): boolean {
  return ['', '.ts', '.tsx'].some((ending) => existsSync(join(REPOSITORY, path + ending)))
}

function readNames(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}

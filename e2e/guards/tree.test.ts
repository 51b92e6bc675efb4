// What holds for the whole tree: type names, exported names, and the size of files.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBadTypeNames, readExports } from './read-names.ts'
import { exists, REPOSITORY } from './read-ranks.ts'
import { readSource, readTree, type Source } from './read-source.ts'

const tree = readTree(['{app,components,e2e,lib,packages,prisma}/**/*.{ts,tsx}', '*.ts'])

/** A crumb has at most so many lines of code, and one importer. Some are right: a worker's entry, a script's one table. */
const CRUMB_LINES = 20
const MOST_CRUMBS = 45
const MOST_LINES = 250
const LONG: Record<string, string> = {
  'lib/text/': 'tables of sentences',
  'lib/gateway/shapes.ts': 'a table of schemas',
  'lib/checking/read/xml/read-xml.ts': 'one state, which the handlers of saxes\u2019 events share',
  'lib/checking/read/xml/recover/element-places.ts': 'one table of decisions about tags',
  'lib/checking/read/xml/recover/recovering-reader.ts': 'one state, which the kinds of tokens share',
}

test('no type is named by a participle or a preposition', () => {
  const bad = tree.flatMap(({ file, program }) => readBadTypeNames(program).map((name) => `${name} in ${file}`))
  expect(bad).toEqual([])
})

test('an exported name is defined once', () => {
  expect(exportedTwice(tree)).toEqual([])
})

test('the length of a day is written in calendar alone', () => {
  const others = tree.filter(
    ({ file, text }) => file !== 'lib/calendar.ts' && /\b86_?400_?000\b|\b24 \* (3_?600_?000|60 \* 60_?000)\b/.test(text),
  )
  expect(others.map(({ file }) => file)).toEqual([])
})

test.each([
  ['type Wish = { a: 1 }', ['Wish']],
  ['export interface Told { a: 1 }', ['Told']],
  ['function f() {\n  class Errand {}\n}', ['Errand']],
  ['type SubmitFileInput = { of: string }\ntype Office = 1', []],
])('a type’s name is judged wherever it stands: %s', (text, names) => {
  expect(readBadTypeNames(readSource('lib/x.ts', text).program)).toEqual(names)
})

test.each([
  'export function same() {}',
  'export async function* same() {}',
  'export const same = 1',
  'export const { a: same } = {}, other = 1',
  'export const [one, same = 2] = []',
  'export type same = 1',
  'export interface same {}',
  'export class same {}',
  'const a = 1\nexport { a as same }',
])('a second definition is seen: %s', (text) => {
  const pair = [readSource('lib/a.ts', 'export type same = 1\nexport const same = 1'), readSource('e2e/b.ts', text)]
  expect(exportedTwice(pair)).toEqual(['same: lib/a.ts e2e/b.ts'])
  expect(exportedTwice([readSource('lib/a.ts', text), readSource('app/b.ts', "export { same } from './a.ts'")])).toEqual([])
})

test('what Next demands may stand in each page', () => {
  expect(
    readExports(readSource('app/page.tsx', 'export const metadata = {}\nexport default function Page() {}').program),
  ).toEqual([])
})

test(`at most ${MOST_CRUMBS} files are crumbs of their only importer`, () => {
  const crumbs = crumbsIn(tree)
  expect(crumbs.length, crumbs.join('\n')).toBeLessThanOrEqual(MOST_CRUMBS)
})

test(`no file has more than ${MOST_LINES} lines, but for those with a reason`, () => {
  const long = tree.filter(({ text }) => text.trimEnd().split('\n').length > MOST_LINES).map(({ file }) => file)
  expect(long.filter((file) => !Object.keys(LONG).some((start) => file.startsWith(start)))).toEqual([])
})

test.each(['CONTRIBUTING.md', 'README.md'])('%s names only files and folders that there are', (document) => {
  const names = readFileSync(join(REPOSITORY, document), 'utf8').matchAll(
    /`([\w./-]+\.tsx?|(?:app|components|e2e|lib|prisma)\/[\w./-]*)`/g,
  )
  // `next-step.ts` is short for lib/relay/next-step.ts.
  const missing = [...names]
    .map(([, name = '']) => name)
    .filter((name) => !exists(name) && !tree.some(({ file }) => file.endsWith(`/${name}`)))
  expect(missing).toEqual([])
})

test('a crumb is a short file with one importer; comments are no code', () => {
  const small = readSource('lib/small.ts', `// What it is.\n/** And more. */\n${'export const a = 1\n'.repeat(20)}`)
  const one = readSource('lib/one.ts', "import { a } from './small.ts'\nawait import('#lib/small.ts')")
  const two = readSource('app/two.ts', "export type { A } from '#lib/small.ts'")
  expect(crumbsIn([small, one])).toEqual(['lib/small.ts, of lib/one.ts'])
  expect(crumbsIn([small, one, two])).toEqual([])
  expect(crumbsIn([small])).toEqual([])
})

function exportedTwice(sources: Source[]): string[] {
  const files = new Map<string, string[]>()
  for (const { file, program } of sources) {
    for (const name of readExports(program)) files.set(name, [...(files.get(name) ?? []), file])
  }
  return [...files].filter(([, where]) => where.length > 1).map(([name, where]) => `${name}: ${where.join(' ')}`)
}

function crumbsIn(sources: Source[]): string[] {
  const importers = new Map<string, Set<string>>()
  for (const { file, imports } of sources) {
    for (const { target } of imports) importers.set(target, (importers.get(target) ?? new Set()).add(file))
  }
  return sources.flatMap(({ file, text }) => {
    const [first, second] = importers.get(file) ?? []
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line))
    return first && !second && lines.length <= CRUMB_LINES ? [`${file}, of ${first}`] : []
  })
}

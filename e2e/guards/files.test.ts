// A file is a thing that one looks for: not a crumb that one other file needs, and not so long that nobody reads it.
import { expect, test } from 'vitest'
import { readSource, readTree, type Source } from './read-source.ts'

/** A crumb has at most so many lines of code, and one importer. Some are right: a worker's entry, a script's one table. */
const CRUMB_LINES = 20
const MOST_CRUMBS = 92
const MOST_LINES = 250
const LONG: Record<string, string> = {
  'lib/text/': 'tables of sentences',
  'lib/checking/read/xml/read-xml.ts': 'one state machine',
  'lib/gateway/shapes.ts': 'a table of schemas',
  'e2e/fixtures/checking/xml-files.ts': 'a table of files',
}

const tree = readTree(['{app,components,e2e,lib,packages,prisma}/**/*.{ts,tsx}', '*.ts'])

test(`at most ${MOST_CRUMBS} files are crumbs of their only importer`, () => {
  const crumbs = crumbsIn(tree)
  expect(crumbs.length, crumbs.join('\n')).toBeLessThanOrEqual(MOST_CRUMBS)
})

test(`no file has more than ${MOST_LINES} lines, but for those with a reason`, () => {
  const long = tree.filter(({ text }) => text.trimEnd().split('\n').length > MOST_LINES).map(({ file }) => file)
  expect(long.filter((file) => !Object.keys(LONG).some((start) => file.startsWith(start)))).toEqual([])
})

test('a crumb is a short file with one importer; comments are no code', () => {
  const small = readSource('lib/small.ts', `// What it is.\n/** And more. */\n${'export const a = 1\n'.repeat(20)}`)
  const one = readSource('lib/one.ts', "import { a } from './small.ts'\nawait import('#lib/small.ts')")
  const two = readSource('app/two.ts', "export type { A } from '#lib/small.ts'")
  expect(crumbsIn([small, one])).toEqual(['lib/small.ts, of lib/one.ts'])
  expect(crumbsIn([small, one, two])).toEqual([])
  expect(crumbsIn([small])).toEqual([])
})

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

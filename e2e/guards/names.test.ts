// A word means one thing in the whole tree, and a file is a thing that one looks for.
import { expect, test } from 'vitest'
import { readBadTypeNames, readExports } from './read-names.ts'
import { readSource, readTree } from './read-source.ts'

const tree = readTree(['{app,components,e2e,lib,packages,prisma}/**/*.{ts,tsx}', '*.ts'])

/** Issue 8: both fall to nothing, then go. */
const BAD_TYPE_NAMES_LEFT = 43
const STILL_TWICE = [
  'viewOf Place DeliveryPage DeliveryStatus NearPurge readDay sendFiles Part Kept receiveFile TestPerson readTestPeople DAY_MS',
  'takeTurn IDLE_MS Way Asked Mark Line readIdentity Backoff UploadHold Identity Room services StatusWord',
  'SendProgress ClientCertificate readClientCertificate sendSubmission',
]
  .join(' ')
  .split(' ')

test('no type is named by a participle or a preposition', () => {
  const bad = tree.flatMap(({ file, program }) => readBadTypeNames(program).map((name) => `${name} in ${file}`))
  expect(bad.length, bad.join('\n')).toBeLessThanOrEqual(BAD_TYPE_NAMES_LEFT)
})

test('an exported name is defined once', () => {
  expect(exportedTwice(tree).filter((found) => !STILL_TWICE.includes(found.split(':', 1)[0] ?? ''))).toEqual([])
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

function exportedTwice(sources: typeof tree): string[] {
  const files = new Map<string, string[]>()
  for (const { file, program } of sources) {
    for (const name of readExports(program)) files.set(name, [...(files.get(name) ?? []), file])
  }
  return [...files].filter(([, where]) => where.length > 1).map(([name, where]) => `${name}: ${where.join(' ')}`)
}

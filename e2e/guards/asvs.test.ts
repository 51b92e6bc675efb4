// docs/asvs.md: each requirement of levels 1 and 2 stands there once, and what a row names is there. Whether the test that it names
// holds the requirement is for people to judge.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from './read-ranks.ts'

type Requirement = [number: string, level: number, digest: string]
type Row = { number: string; level: number; words: string; evidence: string[] }

const DOCUMENT = readFileSync(join(REPOSITORY, 'docs/asvs.md'), 'utf8')
const PUBLISHED = JSON.parse(readFileSync(join(REPOSITORY, 'e2e/guards/asvs-requirements.json'), 'utf8')) as {
  version: string
  requirements: Requirement[]
}

/** Of level 3, those that were chosen for a portal of health data. */
const CHOSEN = `
1.2.10 1.3.12 1.5.3 2.3.5 3.4.7 3.4.8 3.5.8 4.1.4 4.1.5 4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.3.3 6.3.5 6.3.7 6.3.8 7.5.3 8.3.2 8.3.3
8.4.2 10.2.3 11.1.4 11.2.4 11.3.4 12.1.4 12.3.5 13.1.2 13.1.3 13.2.6 13.3.4 14.2.5 14.2.6 14.2.7 14.2.8 15.2.4 15.2.5 15.4.1 15.4.2
15.4.3 15.4.4 16.5.4`
  .trim()
  .split(/\s+/)

test('the published list is whole: 70, 183 and 92 requirements of the three levels', () => {
  expect(PUBLISHED.version).toBe('5.0.0')
  const levels = PUBLISHED.requirements.map(([, level]) => level)
  expect([1, 2, 3].map((level) => levels.filter((each) => each === level).length)).toEqual([70, 183, 92])
  expect(new Set(PUBLISHED.requirements.map(([number]) => number)).size).toBe(345)
  expect(PUBLISHED.requirements.filter(([, , digest]) => !/^[0-9a-f]{16}$/.test(digest))).toEqual([])
})

test('each requirement of levels 1 and 2, and each of level 3 that was chosen, stands there once, with its level', () => {
  const wanted = PUBLISHED.requirements.filter(([number, level]) => level < 3 || CHOSEN.includes(number))
  const rows = readRows(DOCUMENT).map(({ number, level }) => `${number} ${level}`)
  expect([...rows].sort()).toEqual(wanted.map(([number, level]) => `${number} ${level}`).sort())
})

test('the words of each are the published ones', () => {
  const digests = new Map(PUBLISHED.requirements.map(([number, , digest]) => [number, digest]))
  const digestOf = (words: string) => createHash('sha256').update(words).digest('hex').slice(0, 16)
  const others = readRows(DOCUMENT).filter(({ number, words }) => digestOf(words) !== digests.get(number))
  expect(others.map(({ number }) => number)).toEqual([])
})

test('each row names something, and what it names is there', () => {
  expect(readRows(DOCUMENT).flatMap(faultsOf)).toEqual([])
})

test('the numbers above the tables are those of the rows', () => {
  const rows = readRows(DOCUMENT)
  const open = rows.filter(({ evidence }) => evidence.some((each) => each.startsWith('**open**'))).length
  const idle = rows.filter(({ evidence }) => evidence.every((each) => each.startsWith('not applicable'))).length
  const basic = rows.filter(({ level }) => level < 3).length
  expect(DOCUMENT).toContain(
    `${rows.length} rows: ${basic} of levels 1 and 2, ${rows.length - basic} of level 3. ${rows.length - open - idle} are held by what they name, ${idle} are not applicable, ${open} are open in whole or in part.`,
  )
})

describe('a row is not taken that', () => {
  const row = (evidence: string) => faultsOf({ number: '1.1.1', level: 2, words: 'some words', evidence: evidence.split('<br>') })
  const OWN = 'e2e/guards/asvs.test.ts'

  test.each([
    ['names a test that is not there', 'test: lib/no-such.test.ts “a title”'],
    ['names a test without a title', `test: ${OWN}`],
    ['names a title that the test has not', `test: ${OWN} “nobody has ${'written'} this”`],
    [
      'names a title under another heading',
      `test: ${OWN} “somewhere ${'else'} › each row names something, and what it names is there”`,
    ],
    ['names a source file as a test', 'test: lib/env.ts “parse”'],
    ['names a document that is not there', 'docs: docs/no-such.md'],
    ['gives no reason', 'not applicable: no'],
    ['is open without a word', '**open**:'],
    ['says nothing', ''],
  ])('%s', (_title, evidence) => {
    expect(row(evidence)).toHaveLength(1)
  })

  test('… but one that names what is there is', () => {
    const title = 'each row names something, and what it names is there'
    expect(row(`test: ${OWN} “${title}”<br>test: ${OWN} “a row is not taken that › … but one”<br>docs: README.md`)).toEqual([])
  })
})

function readRows(text: string): Row[] {
  return [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([123]) \| (.+?) \| (.*) \|$/gm)].map(
    ([, number = '', level, words = '', evidence = '']) => ({
      number,
      level: Number(level),
      words,
      evidence: evidence.split('<br>'),
    }),
  )
}

function faultsOf({ number, evidence }: Row): string[] {
  return evidence.filter((each) => !isThere(each)).map((each) => `${number}: ${each}`)
}

function isThere(evidence: string): boolean {
  const [, file = '', title] = /^test: (\S+\.(?:test|spec)\.ts) “(.+)”$/.exec(evidence) ?? []
  if (title !== undefined) return hasTest(file, title)
  const [, document] = /^docs: (\S+\.md)$/.exec(evidence) ?? []
  if (document !== undefined) return existsSync(join(REPOSITORY, document))
  return /^(not applicable|\*\*open\*\*): .{5,}$/.test(evidence)
}

/** `title`, or `heading › title`, of which the last may be a part of a test's. */
function hasTest(file: string, title: string): boolean {
  if (!existsSync(join(REPOSITORY, file))) return false
  const text = readFileSync(join(REPOSITORY, file), 'utf8')
  const [last = '', heading] = title.split(' › ').reverse()
  const isHeaded = heading === undefined || textsIn(text, /\bdescribe\(\s*/).includes(heading)
  return isHeaded && textsIn(text, /(?:(?:\btest|\))\(|\bname:)\s*/).some((each) => each.includes(last))
}

/** The texts that stand right behind `before`, in whichever quotes. */
function textsIn(source: string, before: RegExp): string[] {
  const quoted = /(['"`])((?:\\.|(?!\1).)+)\1/
  return [...source.matchAll(new RegExp(before.source + quoted.source, 'g'))].map(([, , text = '']) =>
    text.replaceAll("\\'", "'"),
  )
}

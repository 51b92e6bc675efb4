// Who may import whom: CONTRIBUTING's drawing of the ranks, held against every source file that ships or builds what ships.
import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type BoundaryRule, findBreaks, houseAt } from './find-breaks.ts'
import { exists, REPOSITORY, readRanks } from './read-ranks.ts'
import { readTree, writesToTables } from './read-source.ts'

const SHIPPED = ['{app,components,lib,packages,prisma}/**/*.{ts,tsx}', 'instrumentation.ts', 'next.config.ts']
const sources = readTree(SHIPPED)
const ranks = readRanks()
const breaks = sources.flatMap((source) => findBreaks(ranks, source))
const breaksOf = (...rules: BoundaryRule[]) => breaks.filter(({ rule }) => rules.includes(rule)).map(({ sentence }) => sentence)

describe('who may import whom', () => {
  test('the drawing in CONTRIBUTING names only what there is', () => {
    expect([...ranks.keys()].filter((path) => !exists(path))).toEqual([])
    expect([...ranks.values()].flatMap(({ importers = [] }) => importers).filter((path) => !exists(path))).toEqual([])
  })

  test('every source file lives in a known house', () => {
    expect(breaksOf('house')).toEqual([])
    expect([...ranks.values()].filter((house) => !sources.some(({ file }) => houseAt(ranks, file) === house))).toEqual([])
  })

  test('imports go downwards only', () => {
    expect(breaksOf('rank')).toEqual([])
  })

  test('processes do not import each other', () => {
    const programs = [...ranks.values()].filter(({ rank }) => rank === 4)
    const pairs = programs.flatMap(({ path, mayImport }) => [...mayImport].map((target) => `${path} → ${target}`))
    expect(pairs.sort()).toEqual([
      'app → lib/web/pages',
      'instrumentation → lib/web/pages',
      'lib/web/main → lib/web/listener',
      'lib/web/main → lib/web/pages',
      'next.config → lib/web/pages',
      'packages → lib/cli',
    ])
  })

  test('nothing that ships imports the stand-ins of e2e', () => {
    expect(breaksOf('e2e')).toEqual([])
  })

  test('rank 0 knows no Node, no environment and no clock of its own', () => {
    expect(breaksOf('clock')).toEqual([])
  })

  test('the browser gets no database, no environment and no Node', () => {
    expect(breaksOf('package')).toEqual([])
  })

  test('the environment is read in env.ts alone', () => {
    expect(breaksOf('environment')).toEqual([])
  })

  test('only the verbs write to the tables', () => {
    expect(breaksOf('write')).toEqual([])
  })

  test.each([
    'db.prisma.submission.update({ where })',
    'forEmployer({ db, actor }, employerId, (tx) => tx.submission.updateMany({ where }))',
    'tx.keptReport.create({ data })',
    'tx.$executeRaw`SELECT 1`',
    'UPDATE submission s SET held_at = NULL',
    'insert into receipt (id)',
  ])('a write is seen as one: %s', (line) => {
    expect(writesToTables(line)).toBe(true)
  })

  test('no middleware stands in the way of an upload', () => {
    expect(globSync(['{proxy,middleware}.{ts,js,mjs}', 'src/**'], { cwd: REPOSITORY })).toEqual([])
  })
})

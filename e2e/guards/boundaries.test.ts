// Who may import whom, as in CONTRIBUTING: each line of the ranks is a row here.
import { globSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const SOURCES = globSync(['app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'lib/**/*.{ts,tsx}'], { cwd: ROOT }).filter(
  (file) => !/\.test\.tsx?$/.test(file),
)

/** Longest prefix wins. Downwards only: a file imports its own rank's folder or lower ranks. */
const RANKS: Record<string, number> = {
  app: 4,
  'lib/web': 4,
  'lib/relay': 4,
  'lib/gateway': 4,
  'lib/cli': 4,
  'lib/door': 3,
  'lib/access': 2,
  'lib/submissions': 2,
  'lib/deliveries': 2,
  'lib/notices': 2,
  'lib/certificates': 2,
  'lib/intake': 2,
  'lib/env': 1,
  'lib/log': 1,
  'lib/db': 1,
  'lib/queue': 1,
  'lib/beat': 1,
  'lib/store': 1,
  'lib/wire': 1,
  'lib/mail': 1,
  'prisma/generated': 1,
  'lib/services': 0,
  'lib/checking': 0,
  'lib/tables': 0,
  'lib/report-files': 0,
  'lib/samples': 0,
  'lib/anonymise': 0,
  'lib/pki': 0,
  'lib/calendar': 0,
  'lib/identifiers': 0,
  'lib/text': 0,
  'lib/errors': 0,
  'lib/xml': 0,
  'lib/environment': 0,
  components: 0,
}

/** The programs share only what stands in lib/door. */
const SIDE_BY_SIDE = ['lib/web', 'lib/relay', 'lib/gateway', 'lib/cli']

/** A write to a table, through the client by whatever name or as SQL. */
const TABLES = [...readFileSync(join(ROOT, 'prisma/schema.prisma'), 'utf8').matchAll(/^model (\w+)/gm)].map(
  ([, name = '']) => name,
)
const WRITE = new RegExp(
  `\\.(${TABLES.join('|')})\\s*\\.(create|update|delete|upsert)|\\$executeRaw|INSERT INTO|UPDATE \\w+( \\w+)? SET|DELETE FROM`,
  'i',
)

/** What rank 0 is made with: all of it runs in a browser. */
const PURE_PACKAGES = ['package:saxes', 'package:fflate', 'package:use-intl/core', 'package:pkijs', 'package:asn1js']

type Import = { file: string; target: string }

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const found = [
    ...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"\s,]+)['"]/g),
    ...text.matchAll(/new URL\(\s*['"](\.[^'"]+\.tsx?)['"]/g),
  ]
  return found.map((match) => ({ file, target: resolveTarget(file, match[1] ?? '') }))
}

function resolveTarget(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return relative(ROOT, resolve(ROOT, file, '..', specifier))
  return `package:${specifier}`
}

function houseOf(path: string): string | undefined {
  return Object.keys(RANKS)
    .filter((house) => path === house || path.startsWith(`${house}/`) || path.startsWith(`${house}.`))
    .sort((a, b) => b.length - a.length)[0]
}

const all = SOURCES.flatMap(importsOf)
const say = ({ file, target }: Import) => `${file} imports ${target}`

describe('who may import whom', () => {
  test('every source file lives in a known house', () => {
    expect(SOURCES.filter((file) => houseOf(file) === undefined)).toEqual([])
  })

  test('imports go downwards only', () => {
    const upwards = all.filter(({ file, target }) => {
      const [from, to] = [houseOf(file), houseOf(target)]
      return from !== undefined && to !== undefined && (RANKS[to] ?? 0) > (RANKS[from] ?? 0)
    })
    expect(upwards.map(say)).toEqual([])
  })

  test('processes do not import each other', () => {
    const across = all.filter(({ file, target }) => {
      const [from, to] = [houseOf(file), houseOf(target)]
      return from !== to && SIDE_BY_SIDE.includes(from ?? '') && SIDE_BY_SIDE.includes(to ?? '')
    })
    expect(across.map(say)).toEqual([])
  })

  test('nothing that ships imports the stand-ins of e2e', () => {
    expect(all.filter(({ target }) => target === 'e2e' || target.startsWith('e2e/')).map(say)).toEqual([])
  })

  test('rank 0 knows no Node, no environment and no clock of its own', () => {
    const pure = SOURCES.filter((file) => RANKS[houseOf(file) ?? ''] === 0 && !file.startsWith('components/'))
    expect(
      pure
        .flatMap(importsOf)
        .filter(({ target }) => target.startsWith('package:') && !PURE_PACKAGES.includes(target))
        .map(say),
    ).toEqual([])
    const clocks = pure.filter((file) =>
      /\bDate\.now\(|new Date\(\)|performance\.now\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(clocks).toEqual([])
  })

  test('the browser gets no database, no environment and no Node', () => {
    const components = all.filter(({ file }) => file.startsWith('components/'))
    const wrong = components.filter(({ target }) =>
      /^package:(node:|pg$|next-auth)|^prisma\/|^lib\/(db|env|door|web|store|log)\b/.test(target),
    )
    expect(wrong.map(say)).toEqual([])
  })

  test('the environment is read in env.ts alone', () => {
    const readers = SOURCES.filter((file) => file !== 'lib/env.ts' && /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')))
    expect(readers).toEqual([])
  })

  test('only the verbs write to the tables', () => {
    const others = SOURCES.filter((file) => !/^lib\/(access|submissions|deliveries|notices|certificates)\//.test(file))
    const writers = others.filter((file) => WRITE.test(readFileSync(join(ROOT, file), 'utf8')))
    // A process says that it is alive, and a transaction whom it speaks for.
    expect(writers.filter((file) => !/beat\.ts$/.test(file) && file !== 'lib/db.ts')).toEqual([])
  })

  test.each([
    'db.prisma.submission.update({ where })',
    'forEmployer(db, employerId, (tx) => tx.submission.updateMany({ where }))',
    'tx.keptReport.create({ data })',
    'tx.$executeRaw`SELECT 1`',
    'UPDATE submission s SET held_at = NULL',
    'insert into receipt (id)',
  ])('a write is seen as one: %s', (line) => {
    expect(WRITE.test(line)).toBe(true)
  })

  test('no middleware stands in the way of an upload', () => {
    expect(globSync(['{proxy,middleware}.{ts,js,mjs}', 'src/**'], { cwd: ROOT })).toEqual([])
  })
})

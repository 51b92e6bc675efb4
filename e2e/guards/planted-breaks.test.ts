// The boundary test's own test: imports that must not pass, planted in files that are not there, in every form of an import.
import { expect, test } from 'vitest'
import { findBreaks } from './find-breaks.ts'
import { readRanks } from './read-ranks.ts'
import { readSource } from './read-source.ts'

const ranks = readRanks()
const breaksIn = (file: string, text: string) => findBreaks(ranks, readSource(file, text)).map(({ rule }) => rule)

const FORMS: Record<string, (target: string) => string> = {
  import: (target) => `import { a } from '#${target}'`,
  'mixed import': (target) => `import { type A, b } from '#${target}'`,
  'import of types one by one': (target) => `import { type A } from '#${target}'`,
  'import for its effect': (target) => `import '#${target}'`,
  'import as a namespace': (target) => `import * as all from '#${target}'`,
  're-export': (target) => `export { a } from '#${target}'`,
  're-export of all': (target) => `export * from '#${target}'`,
  'dynamic import': (target) => `const { a } = await import('#${target}')`,
  'dynamic import of a template': (target) => `export const load = () => import(\`#${target}\`)`,
  'relative path': (target) => `import { a } from '../../../${target}'`,
  'new URL': (target) => `const worker = new Worker(new URL('../../../${target}', import.meta.url))`,
  require: (target) => `const a = require('#${target}')`,
  'import.meta.resolve': (target) => `const path = import.meta.resolve('#${target}')`,
  'process to start': (target) => `spawn(process.execPath, ['./${target}'])`,
  'joined path': (target) => `fork(join(root, '${target}'))`,
  'path in a template': (target) => `fork(\`\${root}/${target}\`)`,
}
const TYPE_FORMS: Record<string, (target: string) => string> = {
  'type import': (target) => `import type { A } from '#${target}'`,
  'type re-export': (target) => `export type { A } from '#${target}'`,
  'type re-export of all': (target) => `export type * from '#${target}'`,
  'import in a type': (target) => `type A = import('#${target}').A`,
}

const FORBIDDEN: [from: string, target: string][] = [
  ['app/hem/x/page.tsx', 'lib/relay/main.ts'],
  ['app/hem/x/page.tsx', 'lib/gateway/main.ts'],
  ['app/hem/x/page.tsx', 'lib/web/listener/routes.ts'],
  ['app/hem/x/page.tsx', 'lib/web/main.ts'],
  ['app/hem/x/page.tsx', 'lib/door/problem.ts'],
  ['lib/web/pages/x.ts', 'lib/web/listener/routes.ts'],
  ['lib/web/listener/x.ts', 'lib/web/pages/session.ts'],
  ['lib/web/listener/x.ts', 'lib/gateway/main.ts'],
  ['lib/web/listener/x.ts', 'app/layout.tsx'],
  ['lib/gateway/x/x.ts', 'lib/web/listener/routes.ts'],
  ['lib/gateway/x/x.ts', 'lib/relay/main.ts'],
  ['lib/relay/channels/x.ts', 'lib/cli/main.ts'],
  ['lib/relay/channels/x.ts', 'lib/door/problem.ts'],
  ['lib/relay/channels/x.ts', 'components/ui/page.tsx'],
  ['lib/cli/connection/x.ts', 'lib/gateway/main.ts'],
  ['lib/cli/connection/x.ts', 'lib/door/problem.ts'],
  ['lib/door/tus/x.ts', 'lib/gateway/main.ts'],
  ['lib/submissions/x/x.ts', 'lib/door/problem.ts'],
  ['lib/access/x/x.ts', 'lib/submissions/submit-file.ts'],
  ['lib/notices/x/x.ts', 'lib/access/session.ts'],
  ['lib/certificates/x/x.ts', 'lib/intake/receive-file.ts'],
  ['lib/deliveries/x/x.ts', 'lib/submissions/submit-file.ts'],
  ['lib/store/x/x.ts', 'lib/submissions/submit-file.ts'],
  ['lib/wire/x/x.ts', 'lib/store/folder.ts'],
  ['lib/wire/x/x.ts', 'lib/relay/main.ts'],
  ['lib/services/x/x.ts', 'lib/checking/check.ts'],
  ['lib/checking/x/x.ts', 'lib/text/findings.ts'],
  ['lib/tables/x/x.ts', 'lib/report-files/csv.ts'],
  ['lib/samples/x/x.ts', 'lib/anonymise/anonymise.ts'],
  ['lib/checking/x/x.ts', 'lib/env.ts'],
  ['lib/pki/x/x.ts', 'lib/checking/check.ts'],
  ['lib/text/x/x.ts', 'components/ui/page.tsx'],
  ['components/check/x/x.tsx', 'lib/db.ts'],
  ['components/check/x/x.tsx', 'lib/web/pages/session.ts'],
  ['components/check/x/x.tsx', 'prisma/generated/client.ts'],
  ['packages/kvittens-cli/x/x.ts', 'lib/gateway/main.ts'],
]

/** The forms in which `from` reaches `target` without the break `rule`, and no other, being found. */
function missed(forms: typeof FORMS, from: string, target: string, rule: string): string[] {
  const up = '../'.repeat(from.split('/').length - 1)
  return Object.entries(forms)
    .filter(([, write]) => breaksIn(from, write(target).replace('../../../', up)).join() !== rule)
    .map(([form]) => form)
}

test.each(FORBIDDEN)('%s → %s is seen in every form', (from, target) => {
  expect(missed({ ...FORMS, ...TYPE_FORMS }, from, target, 'rank')).toEqual([])
})

test('components take types of rank 2 and no values', () => {
  expect(missed(FORMS, 'components/check/x.tsx', 'lib/submissions/submit-file.ts', 'rank')).toEqual([])
  expect(missed(TYPE_FORMS, 'components/check/x.tsx', 'lib/submissions/submit-file.ts', '')).toEqual([])
})

test.each(['app/x.ts', 'instrumentation.ts', 'lib/web/listener/x.ts', 'lib/relay/x.ts', 'lib/checking/x.ts', 'components/x.tsx'])(
  '%s → e2e is seen in every form',
  (from) => {
    expect(missed({ ...FORMS, ...TYPE_FORMS }, from, 'e2e/rehearsal/agency/main.ts', 'e2e')).toEqual([])
  },
)

test('the root files of Next see the pages and no other process', () => {
  for (const file of ['instrumentation.ts', 'next.config.ts']) {
    expect(missed(FORMS, file, 'lib/relay/main.ts', 'rank')).toEqual([])
    expect(missed(FORMS, file, 'lib/web/listener/routes.ts', 'rank')).toEqual([])
    expect(missed(FORMS, file, 'lib/web/pages/log.ts', '')).toEqual([])
  }
})

test.each([
  ['app/hem/page.tsx', 'lib/web/pages/session.ts'],
  ['lib/web/main.ts', 'lib/web/listener/routes.ts'],
  ['lib/gateway/x.ts', 'lib/door/problem.ts'],
  ['lib/relay/x.ts', 'lib/submissions/submit-file.ts'],
  ['lib/submissions/x.ts', 'lib/notices/addresses.ts'],
  ['lib/report-files/x.ts', 'lib/calendar.ts'],
  ['lib/certificates/x.ts', 'lib/pki/read-certificate.ts'],
  ['lib/db.ts', 'lib/queue.ts'],
])('%s may import %s', (from, target) => {
  expect(missed({ ...FORMS, ...TYPE_FORMS }, from, target, '')).toEqual([])
})

test('a file outside the drawing and an import that is computed have no house', () => {
  expect(breaksIn('lib/helpers/x.ts', '')).toEqual(['house'])
  expect(breaksIn('lib/web/x.ts', '')).toEqual(['house'])
  expect(breaksIn('lib/relay/x.ts', "import '#lib/helpers/x.ts'")).toEqual(['house'])
  expect(breaksIn('lib/relay/x.ts', 'await import(name)')).toEqual(['house'])
})

test.each([
  ['lib/checking/x.ts', "import { readFileSync } from 'node:fs'"],
  ['lib/checking/x.ts', "import type { Readable } from 'node:stream'"],
  ['lib/checking/x.ts', "const fs = await import('node:fs')"],
  ['lib/services/x.ts', "import { z } from 'zod'"],
  ['lib/pki/x.ts', "const crypto = require('crypto')"],
  ['components/x.tsx', "import pg from 'pg'"],
  ['components/x.tsx', "import { getServerSession } from 'next-auth'"],
  ['components/x.tsx', "import 'node:fs'"],
  ['lib/web/listener/x.ts', "import next from 'next'"],
  ['lib/door/x.ts', "import { headers } from 'next/headers'"],
  ['lib/submissions/x.ts', "import { cache } from 'react'"],
])('a package out of its place is seen: %s: %s', (file, text) => {
  expect(breaksIn(file, text)).toEqual(['package'])
})

test.each(['new Date()', 'Date()', 'Date.now()', 'const now = Date.now', "Date['now']()", 'performance.now()'])(
  'rank 0 reading the clock is seen: %s',
  (line) => {
    expect(breaksIn('lib/checking/x.ts', line)).toEqual(['clock'])
    expect(breaksIn('lib/submissions/x.ts', line)).toEqual([])
  },
)

test.each([
  'process.env.HOME',
  "process['env']",
  'const { env } = process',
  'const home = globalThis.process.env.HOME',
  "import { env } from 'node:process'",
  'import.meta.env.MODE',
])('a second reader of the environment is seen: %s', (line) => {
  expect(breaksIn('lib/relay/x.ts', line)).toEqual(['environment'])
  expect(breaksIn('lib/env.ts', line)).toEqual([])
})

test('a write outside the verbs is seen, and a comment is no import', () => {
  expect(breaksIn('lib/relay/x.ts', 'await tx.submission.update({})')).toEqual(['write'])
  expect(breaksIn('lib/door/x.ts', 'await sql`INSERT INTO receipt (id)`')).toEqual(['write'])
  expect(breaksIn('lib/submissions/x.ts', 'await tx.submission.update({})')).toEqual([])
  expect(breaksIn('app/x.ts', "// import { a } from '#lib/relay/main.ts'\n/* import('#e2e/x.ts') new Date() */")).toEqual([])
})

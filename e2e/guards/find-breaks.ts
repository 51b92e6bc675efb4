// e2e/guards: the rules of the house as tests. Here: who may import whom (this function, for the tree and for planted breaks),
// type names, exported names, the size of files, numbers in sentences, versions of packages. Not here: what Biome, oxlint, knip
// and TypeScript refuse (npm run check), and what a product test shows. CONTRIBUTING's drawing of the ranks is the input.
import type { SourceImport } from './read-imports.ts'
import type { House, Ranks } from './read-ranks.ts'
import type { Source } from './read-source.ts'

export type BoundaryRule = 'house' | 'rank' | 'e2e' | 'package' | 'clock' | 'environment' | 'write'
export type Break = { rule: BoundaryRule; sentence: string }

/** What rank 0 is made with: all of it runs in a browser. */
const PURE_PACKAGES = /^(saxes|fflate|use-intl\/core|pkijs|asn1js)$/
/** What components may bring to a browser. */
const BROWSER_PACKAGES =
  /^(react|react-dom|next\/(link|navigation|image|form)|next-intl|@tanstack\/react-query|hash-wasm|qrcode-generator|@simplewebauthn\/browser|node-forge|tus-js-client|pkijs|asn1js)$/
const PAGE_PACKAGES = /^(next|next-auth|next-intl|react|react-dom|@tanstack\/react-query)(\/|$)/
const MAKES_PAGES = ['app', 'components', 'instrumentation', 'next.config', 'lib/web/pages', 'lib/web/main']
/** Next replaces NEXT_RUNTIME when it builds; the two scripts of prisma run by themselves. */
const READS_ENVIRONMENT = ['lib/env.ts', 'instrumentation.ts', 'prisma/generate.ts', 'prisma/migrate.ts']
/** A process says that it is alive; a transaction says whom it speaks for; migrations keep their own table. */
const WRITES = ['lib/beat.ts', 'lib/db.ts', 'prisma/migrate.ts']

export function findBreaks(ranks: Ranks, source: Source): Break[] {
  const { file } = source
  const home = houseAt(ranks, file)
  if (!home) return [{ rule: 'house', sentence: `${file} stands in no house` }]
  const found = source.imports.flatMap((reached) => judgeImport(ranks, home, reached))
  const isPure = home.rank === 0 && home.path !== 'components'
  if (isPure && source.clock) found.push('clock')
  if (source.environment && !READS_ENVIRONMENT.includes(file)) found.push('environment')
  if (home.rank !== 2 && !WRITES.includes(file) && source.writes) found.push('write')
  return found.map((one) =>
    typeof one === 'string' ? { rule: one, sentence: file } : { ...one, sentence: `${file} ${one.sentence}` },
  )
}

function judgeImport(ranks: Ranks, home: House, { target, kind }: SourceImport): (Break | BoundaryRule)[] {
  const broken = (rule: BoundaryRule): Break[] => [{ rule, sentence: `imports ${target} (${kind})` }]
  if (target === '?') return broken('house')
  if (target.startsWith('package:')) return mayUsePackage(home, target.slice(8)) ? [] : broken('package')
  if (/^e2e(\/|$)/.test(target)) return broken('e2e')
  if (!/\.tsx?$/.test(target)) return []
  const house = houseAt(ranks, target)
  if (!house) return broken('house')
  return mayImport(home, house, kind) ? [] : broken('rank')
}

/** The longest path wins: lib/web/pages before lib/web. */
export function houseAt(ranks: Ranks, file: string): House | undefined {
  return [...ranks.values()]
    .filter(({ path }) => file.startsWith(`${path}/`) || file.startsWith(`${path}.`))
    .sort((a, b) => b.path.length - a.path.length)[0]
}

function mayImport(home: House, target: House, kind: 'type' | 'value'): boolean {
  if (home === target) return true
  const named = (path: string) => home.path === path || home.path.startsWith(`${path}/`)
  if (target.importers && !target.importers.some(named)) return false
  if (home.only) return home.only[kind].includes(target.rank)
  return target.rank < home.rank || home.mayImport.has(target.path)
}

function mayUsePackage(home: House, name: string): boolean {
  if (home.path === 'components') return BROWSER_PACKAGES.test(name)
  if (home.rank === 0) return PURE_PACKAGES.test(name)
  return MAKES_PAGES.includes(home.path) || !PAGE_PACKAGES.test(name)
}

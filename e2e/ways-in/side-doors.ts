// Addresses and methods that no way has: none of them may lead in.
import { kindOf, shownMarks, type WayVerdict } from './judge-answer.ts'
import type { Way } from './list-ways.ts'
import { type PortalCompany, sendAs, type Things } from './portal-company.ts'
import { portalRequest } from './portal-requests.ts'
import type { WayRequest } from './send-request.ts'

export type SideDoorsInput = {
  portal: string
  company: PortalCompany
  ways: readonly Way[]
  /** Next's id of the build. */
  build: string
}

/** Asks them as another company's handler, and what is no spelling of a page's address as nobody too. */
export async function askSideDoors({
  portal,
  company,
  ways,
  build,
}: SideDoorsInput): Promise<{ faults: string[]; requests: number }> {
  const faults: string[] = []
  const both = [...otherMethods(ways, company.things), ...NEXT_ADDRESSES.map((path) => ({ method: 'GET', path }))]
  const asked = [
    ...both.map((sent) => ({ sent, asker: 'nobody' }) as const),
    ...[...both, ...otherSpellings(ways, company.things, build)].map((sent) => ({ sent, asker: 'stranger' }) as const),
  ]
  for (const { sent, asker } of asked) {
    const answer = await sendAs({ portal, company }, asker, sent)
    const kind = kindOf(answer)
    const seen = shownMarks(sent, answer, company.marks)
    const say = (fault: string) => void faults.push(`${sent.method} ${sent.path} as ${asker} ${fault}`)
    if (!SHUT.includes(kind) && answer.status !== 308) say(`is answered "${kind}" (${answer.status})`)
    if (seen.length > 0) say(`shows ${seen.join(', ')}`)
  }
  return { faults, requests: asked.length }
}

/** `login`: the last part of an address may be read as an id, which is asked for before it is looked for. */
const SHUT: readonly WayVerdict[] = ['method', 'not_found', 'refused', 'login']
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']

/** What Next has, or had, addresses of its own for; none of them leads to a page. */
const NEXT_ADDRESSES = [
  '/_next/image?url=%2Fmark.svg&w=64&q=75',
  '/_next/static/chunks/finns-inte.js',
  '/_next/webpack-hmr',
  '/_next/mcp',
  '/__nextjs_original-stack-frame',
  '/_not-found',
  '/_error',
  '/_global-error',
  '/_document',
  '/404',
  '/500',
  '/index',
  '/favicon.ico',
  '/manifest.webmanifest',
  '/robots.txt',
  '/sitemap.xml',
  '/middleware',
]

/** Other spellings of a page's address, and what older Nexts answered it by. `build`: Next's id of the build. */
const spellings = (path: string, build: string): string[] => [
  `${path}/`,
  `${path}.rsc`,
  `${path}.json`,
  `${path}.txt`,
  `${path}.segments/_tree.segment.rsc`,
  `/_next/data/${build}${path}.json`,
  `/.${path}`,
  `/x/..${path}`,
  path.toUpperCase(),
  `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
  `/sv${path}`,
]

/** Every method that a way's address does not have, with the company's ids in it. */
function otherMethods(ways: readonly Way[], things: Things): WayRequest[] {
  const paths = new Map<string, { path: string; methods: string[] }>()
  for (const way of ways) {
    const known = paths.get(way.path) ?? { path: portalRequest({ ...way, method: 'GET' }, things).path, methods: [] }
    paths.set(way.path, { ...known, methods: [...known.methods, way.method] })
  }
  return [...paths.values()].flatMap(({ path, methods }) =>
    METHODS.filter((method) => !methods.includes(method)).map((method) => ({ method, path })),
  )
}

/** Every other spelling of the address of every page that is not open. */
function otherSpellings(ways: readonly Way[], things: Things, build: string): WayRequest[] {
  const closed = ways.filter(({ from, asks }) => from === 'page' && asks !== 'nobody')
  const paths = closed.map((way) => portalRequest(way, things).path.split('?', 1)[0] ?? '')
  return paths.flatMap((path) => spellings(path, build)).map((path) => ({ method: 'GET', path }))
}

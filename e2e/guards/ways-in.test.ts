// Every way into the portal and the gateway says who may use it, and the guard that asks them all (e2e/ways-in) is awake.
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ASKERS, type Asker, expectedKinds, isTheirs, type JudgeInput, judgeAnswer, kindOf } from '../ways-in/judge-answer.ts'
import { FILE_ASKS, fileWays, gatewayWays, OPEN, portalWays, type Way, wayName } from '../ways-in/list-ways.ts'
import { noThings } from '../ways-in/portal-company.ts'
import { portalRequest } from '../ways-in/portal-requests.ts'
import { REPOSITORY } from './read-ranks.ts'

test('every page, route file and public file says what it asks', () => {
  expect(portalWays().length).toBeGreaterThan(50)
  expect(Object.keys(FILE_ASKS).sort()).toEqual(fileWays(REPOSITORY).map(wayName).sort())
})

test('the guard knows how to ask each of the portal’s ways', () => {
  for (const way of portalWays()) expect(portalRequest(way, noThings()).path).toMatch(/^\/[^{}]*$/)
})

test.each([
  ['app/ny/page.tsx', 'export default function NewPage() {}', 'GET /ny is not in FILE_ASKS'],
  ['app/inkorg/[id]/ny/page.jsx', 'export default function NewPage() {}', 'GET /inkorg/{id}/ny is not in FILE_ASKS'],
  ['app/ny/route.ts', 'export async function DELETE() {}', 'DELETE /ny is not in FILE_ASKS'],
  ['app/ny/route.ts', 'export const PUT = put', 'PUT /ny is not in FILE_ASKS'],
  ['app/ny/route.ts', 'const a = 1\nexport { a as GET }', 'its methods cannot be read'],
  ['public/ny.json', '{}', 'GET /ny.json is not in FILE_ASKS'],
])('a new way is seen: %s: %s', (file, text, fault) => {
  const root = mkdtempSync(join(tmpdir(), 'kvittens-ways-'))
  try {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
    expect(() => portalWays(root)).toThrow(fault)
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('a way that asks for nobody, or for a person without a company, stands on the list with its reason, and no other', () => {
  const open = [...portalWays(), ...gatewayWays()].filter(({ asks }) => asks === 'nobody' || asks === 'person')
  expect(Object.keys(OPEN).sort()).toEqual(open.map(wayName).sort())
})

test('Next has no way in of a kind that the list does not know', () => {
  const others = ['pages', 'src', 'middleware.*', 'proxy.*', 'app/**/{sitemap,robots,manifest}.*', 'app/**/*{icon,image}*.*']
  expect(globSync(others, { cwd: REPOSITORY })).toEqual([])
  const actions = globSync('{app,components,lib}/**/*.{ts,tsx}', { cwd: REPOSITORY }).filter((file) =>
    /^\s*['"]use server['"]/m.test(readFileSync(join(REPOSITORY, file), 'utf8')),
  )
  expect(actions).toEqual([])
})

const page: Way = { from: 'page', method: 'GET', path: '/hem', asks: 'member' }
const theirs: Way = { from: 'table', method: 'GET', path: '/api/inlamningar/{referens}', asks: 'member' }
const question = { sent: { method: 'GET', path: '/api/inlamningar/K7MQ-2XWH-9' }, marks: ['Vaktbolaget', 'K7MQ-2XWH-9'] }
const answer = (status: number, body = '', headers: Record<string, string> = {}) => ({ status, headers, body })
const json = (status: number, code: string) => answer(status, `{"code":"${code}"}`)
const redirect = (location: string) => answer(307, '', { location })
const faultsOf = (input: Partial<JudgeInput> & Pick<JudgeInput, 'way' | 'asker' | 'answer'>) =>
  judgeAnswer({ whose: undefined, ...question, ...input })

test('a page that forgets to ask is seen, by what it answers and by what it shows', () => {
  const forgotten = answer(200, '<h1>Vaktbolaget</h1>')
  for (const asker of ASKERS.filter((each) => !isTheirs(each)))
    expect(faultsOf({ way: page, asker, answer: forgotten }).join(), asker).toContain('shows Vaktbolaget')
  for (const asker of ['nobody', 'ended', 'outsider', 'former', 'support', 'operator'] as const)
    expect(faultsOf({ way: page, asker, answer: forgotten }).join(), asker).toContain('is answered "in" (200)')
  expect(faultsOf({ way: page, asker: 'handler', answer: forgotten })).toEqual([])
})

test('a page that leads to the login and still shows something on the way is seen', () => {
  const both = answer(307, '<h1>Vaktbolaget</h1>', { location: '/logga-in?next=%2Fhem' })
  expect(faultsOf({ way: page, asker: 'nobody', answer: both })).toEqual(['shows Vaktbolaget'])
})

test('a route that does not look at who asks is seen', () => {
  const same = answer(200, '{"referens":"K7MQ-2XWH-9","namn":"Vaktbolaget"}')
  expect(faultsOf({ way: theirs, whose: 'company', asker: 'stranger', answer: same })).toEqual([
    'is answered "in" (200), not "not_found"',
    'shows Vaktbolaget',
  ])
  expect(faultsOf({ way: theirs, whose: 'person', asker: 'administrator', answer: same })).toHaveLength(1)
})

test('an answer that tells what exists from what does not is seen', () => {
  const twin = (body: string) => ({ sent: { method: 'GET', path: '/api/inlamningar/AAAA-BBBB-C' }, answer: answer(404, body) })
  const asked = { way: theirs, whose: 'company', asker: 'stranger' } as const
  const mine = answer(404, 'K7MQ-2XWH-9 finns inte')
  expect(faultsOf({ ...asked, answer: mine, twin: twin('AAAA-BBBB-C finns inte') })).toEqual([])
  expect(faultsOf({ ...asked, answer: mine, twin: twin('AAAA-BBBB-C är ingen referens') })).toEqual([
    'differs from the answer about what does not exist',
  ])
})

test('a route with another word than it keeps is seen', () => {
  const refused = { ...question, answer: json(403, 'not_allowed') }
  const [admin, acting, member, open]: Way[] = [
    { ...page, asks: 'administrator' },
    { ...page, asks: 'handler' },
    page,
    { ...page, asks: 'nobody' },
  ]
  if (!admin || !acting || !member || !open) throw new Error('four ways')
  expect(faultsOf({ way: member, asker: 'handler', ...refused })).toHaveLength(1)
  expect(faultsOf({ way: open, asker: 'nobody', ...refused })).toHaveLength(1)
  expect(faultsOf({ way: open, asker: 'nobody', answer: json(500, 'fault') })).toHaveLength(1)
  expect(faultsOf({ way: admin, asker: 'handler', ...refused })).toEqual([])
  expect(faultsOf({ way: acting, asker: 'reader', ...refused })).toEqual([])
  expect(faultsOf({ way: acting, asker: 'reader', answer: answer(200) })).toHaveLength(1)
  expect(faultsOf({ way: acting, asker: 'handler', ...refused })).toHaveLength(1)
  expect(faultsOf({ way: admin, asker: 'handler', answer: answer(200) })).toHaveLength(1)
  expect(faultsOf({ way: admin, asker: 'stranger', answer: answer(200) })).toHaveLength(1)
})

test.each([
  [answer(200, '<h1>Hem</h1>'), 'in'],
  [json(401, 'not_signed_in'), 'login'],
  [redirect('/logga-in?next=%2Fhem'), 'login'],
  [redirect('/logga-in?fel=utgangen&next=%2Fhem'), 'login'],
  [redirect('/logga-in?klart=utloggad'), 'in'],
  [redirect('/logga-in?fel=saknas&next=%2Fhem'), 'refused'],
  [redirect('/foretag?next=%2Fhem'), 'company'],
  [redirect('/foretag?fel=foretag'), 'not_found'],
  [redirect('/foretaget/ombud?fel=not_allowed&fall=administrator'), 'not_allowed'],
  [redirect('/foretaget/ombud?fel=not_found&fall=mandate'), 'not_found'],
  [redirect('/foretaget/ombud?klart=mandat'), 'in'],
  [json(403, 'not_allowed'), 'not_allowed'],
  [answer(403), 'not_allowed'],
  [json(403, 'cross_site'), 'refused'],
  [answer(405), 'method'],
  [answer(502), 'fault'],
  [
    answer(200, 'x:E{"digest":"NEXT_REDIRECT;replace;/logga-in?next=%2Fhem;307;"}', { 'content-type': 'text/x-component' }),
    'login',
  ],
  [answer(200, 'x:E{"digest":"NEXT_HTTP_ERROR_FALLBACK;404"}', { 'content-type': 'text/x-component' }), 'not_found'],
] as const)('an answer is read: %o is %s', (read, kind) => {
  expect(kindOf(read)).toBe(kind)
})

test('who may what, by the word that a way asks', () => {
  const mayIn = (asks: Way['asks'], whose: JudgeInput['whose']): Asker[] =>
    ASKERS.filter((asker) => expectedKinds({ asks }, whose, asker).includes('in'))
  const [signedIn, acting, others] = [
    ASKERS.slice(2),
    ['bureau', 'handler', 'administrator'],
    ['stranger', 'other administrator'],
  ]
  const ours = ['reader', ...acting]
  expect(mayIn('nobody', undefined)).toEqual(ASKERS)
  expect(mayIn('person', undefined)).toEqual(signedIn)
  expect(mayIn('person', 'company')).toEqual(ours)
  expect(mayIn('member', undefined)).toEqual([...others, ...ours])
  expect(mayIn('member', 'company')).toEqual(ours)
  expect(mayIn('member', 'person')).toEqual(['handler'])
  expect(mayIn('handler', undefined)).toEqual([...others, ...acting])
  expect(mayIn('handler', 'company')).toEqual(acting)
  expect(mayIn('handler', 'person')).toEqual(['handler'])
  expect(mayIn('administrator', undefined)).toEqual(['other administrator', 'administrator'])
  expect(mayIn('administrator', 'company')).toEqual(['administrator'])
  expect(mayIn('support', 'company')).toEqual(['support'])
  expect(mayIn('operator', undefined)).toEqual(['operator'])
})

// Whatever is written in both languages side by side has the same keys and the same names to fill in, exported or not; and
// "godkänd" (approved) is FK's word alone.
import { Visitor } from 'rolldown/utils'
import { expect, test } from 'vitest'
import { readSource, readTree, type Source } from './read-source.ts'

test('each sentence of lib/text is there in both languages, with the same names to fill in', () => {
  const sources = readTree(['lib/text/**/*.ts'])
  expect(sources.filter((source) => pairsIn(source).length > 0).length).toBeGreaterThan(35)
  expect(sources.flatMap(unevenIn)).toEqual([])
})

test('a key or a name that one language lacks is seen, wherever the two stand', () => {
  const uneven = (text: string) => unevenIn(readSource('lib/text/x.ts', text))
  expect(uneven(`const words = { sv: { a: 'å', b: { c: '' } }, en: { a: 'a', b: { d: '' } } } as const`)).toEqual([
    'lib/text/x.ts b.c',
    'lib/text/x.ts b.d',
  ])
  expect(
    uneven(
      'const sv = { a: `{x} {n, plural, one {en} other {#}}` }; const en: Words = { a: `{y} {n, plural, one {a {z}} other {#}}` }',
    ),
  ).toEqual(['lib/text/x.ts a'])
  expect(uneven(`const one = { a: '{n}', ...more }; const all = { sv: one, en: { a: '' + b } satisfies Words }`)).toEqual([])
  expect(uneven(`const sv = { 'a-b': f('x') }; const en = { 'a-b': { x: 1 } }`)).toEqual([
    'lib/text/x.ts a-b',
    'lib/text/x.ts a-b.x',
  ])
})

/** FK does. */
const APPROVES = /Försäkringskassan/

test('our own check approves nothing: that is FK’s word', () => {
  const own = [
    'send',
    'batch',
    'try',
    'mending',
    'table-reading',
    'cli',
    'report-files',
    'deadlines',
    'findings',
    'finding-messages-sv',
    'finding-messages-en',
  ]
  const sentences = readTree([`lib/text/{${own}}.ts`]).flatMap(sentencesIn)
  expect(sentences.length).toBeGreaterThan(500)
  expect(sentences.filter((words) => /godkän|approve/i.test(words) && !APPROVES.test(words))).toEqual([])
})

test('no word of machines stands where a clerk hands in and reads what came', () => {
  const clerks = ['send', 'batch', 'try', 'mending', 'table-reading', 'deadlines', 'home', 'inbox', 'start', 'choose-company']
  const sentences = readTree([`lib/text/{${clerks}}.ts`]).flatMap(sentencesIn)
  expect(sentences.filter((words) => /\bX-[A-Z]|connect-src|\bHTTP\b|\bbyte [0-9A-F{]|kvitton/.test(words))).toEqual([])
})

type Node = { type: string; [part: string]: unknown }
type Leaves = Map<string, string | undefined>

function unevenIn(source: Source): string[] {
  return pairsIn(source).flatMap(([sv, en]) => {
    const keys = [...new Set([...sv.keys(), ...en.keys()])]
    return keys.filter((key) => !isEven(key, sv, en)).map((key) => `${source.file} ${key}`)
  })
}

function isEven(key: string, sv: Leaves, en: Leaves): boolean {
  if (!sv.has(key) || !en.has(key)) return false
  const [one, other] = [sv.get(key), en.get(key)]
  return one === undefined || other === undefined || `${namesIn(one)}` === `${namesIn(other)}`
}

/** By the sort of case Swedish chooses its noun; English has one for all. */
const ONE_LANGUAGES_OWN = 'cases'

/** The names in {braces} that an ICU message needs. Branches of a plural or a choice are messages themselves. */
function namesIn(sentence: string): string[] {
  const names = new Set<string>()
  let at = 0
  const message = () => {
    for (; at < sentence.length && sentence[at] !== '}'; at++) if (sentence[at] === '{') argument()
  }
  const argument = () => {
    const [written = '', name = '', kind] = /^\{\s*([\w-]*)\s*(?:,\s*(\w+))?/.exec(sentence.slice(at)) ?? []
    at += written.length
    if (name) names.add(name)
    if (kind === 'plural' || kind === 'select' || kind === 'selectordinal') {
      for (; at < sentence.length && sentence[at] !== '}'; at++) {
        if (sentence[at] !== '{') continue
        at++
        message()
      }
    } else while (at < sentence.length && sentence[at] !== '}') at++
  }
  message()
  return [...names].filter((name) => name !== ONE_LANGUAGES_OWN).sort()
}

/** Both languages of each object with `sv` and `en`, and of two constants with these names. */
function pairsIn({ program }: Source): [Leaves, Leaves][] {
  const constants = new Map<string, Node>()
  const objects: Map<string, Node>[] = []
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type === 'Identifier' && init) constants.set(id.name, bare(init as unknown as Node))
    },
    ObjectExpression: (node) => {
      objects.push(partsOf(node as unknown as Node))
    },
  }).visit(program)
  return [...objects, constants].flatMap((parts): [Leaves, Leaves][] => {
    const [sv, en] = ['sv', 'en'].map((locale) => resolve(parts.get(locale), constants))
    return sv?.type === 'ObjectExpression' && en?.type === 'ObjectExpression' ? [[leavesOf(sv), leavesOf(en)]] : []
  })
}

function resolve(node: Node | undefined, constants: Map<string, Node>): Node | undefined {
  return node?.type === 'Identifier' ? constants.get(String(node.name)) : node
}

/** By its path of keys: a sentence, or undefined for what is no text. A spread has no key of its own. */
function leavesOf(object: Node, path = ''): Leaves {
  const leaves: Leaves = new Map()
  for (const [key, value] of partsOf(object)) {
    if (value.type !== 'ObjectExpression') leaves.set(path + key, textOf(value))
    else for (const [inner, text] of leavesOf(value, `${path}${key}.`)) leaves.set(inner, text)
  }
  return leaves
}

function partsOf({ properties }: Node): Map<string, Node> {
  const parts = new Map<string, Node>()
  for (const { key, value } of properties as { key?: { name?: string; value?: unknown }; value: Node }[])
    if (key) parts.set(String(key.name ?? key.value), bare(value))
  return parts
}

/** Without `as const`, `satisfies` and parentheses. */
function bare(node: Node): Node {
  const inner = /^(TSAsExpression|TSSatisfiesExpression|ParenthesizedExpression)$/.test(node.type) ? node.expression : undefined
  return inner ? bare(inner as Node) : node
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral') return undefined
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('')
}

function sentencesIn({ program }: Source): string[] {
  const sentences: string[] = []
  const note = (node: unknown) => {
    const text = textOf(node as Node)
    if (text !== undefined) sentences.push(text)
  }
  new Visitor({ Literal: note, TemplateLiteral: note }).visit(program)
  return sentences
}

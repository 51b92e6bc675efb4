// Each case of a refusal that the code names has words of its own, or a reason to do without.
import { Visitor } from 'rolldown/utils'
import { expect, test } from 'vitest'
import { refusalTexts } from '#lib/text/refusals.ts'
import { readSource, readTree, type Source } from './read-source.ts'

/** Cases that the code's `other` says well enough, or that nobody is shown. */
const WITHOUT_WORDS: Record<string, string> = {
  'cross_site origin': 'for the log: the sender is told the same',
  'cross_site site': 'for the log: the sender is told the same',
  'cross_site unsaid': 'for the log: the sender is told the same',
  'unsupported form': 'no page of ours sends another type',
}

test('each case that a refusal names has its words', () => {
  const cases = readTree(['lib/**/*.ts']).flatMap(casesIn)
  expect(cases.length).toBeGreaterThan(50)
  expect(cases.filter((name) => !hasWords(name) && !(name in WITHOUT_WORDS))).toEqual([])
  expect(Object.keys(WITHOUT_WORDS).filter((name) => hasWords(name) || !cases.includes(name))).toEqual([])
})

test('a case is seen wherever it is written', () => {
  const text = `
    new AppError('invalid', 'one')
    new AppError('not_found', isLate ? 'two' : await f() ? ('three') : rest, { cause })
    new AppError('stopped')
    new AppError(code, 'four')`
  expect(casesIn(readSource('lib/x.ts', text))).toEqual(['invalid one', 'not_found two', 'not_found three', '? four'])
})

function hasWords(name: string): boolean {
  const [code = '', detail = ''] = name.split(' ')
  const words: Record<string, Record<string, string>> = refusalTexts.sv
  return Object.hasOwn(words[code] ?? {}, detail)
}

/** `code detail` for each detail that the file writes out in a `new AppError`; a code that is not written out is `?`. */
function casesIn({ program }: Source): string[] {
  const cases: string[] = []
  new Visitor({
    NewExpression: ({ callee, arguments: [code, detail] }) => {
      if (callee.type !== 'Identifier' || callee.name !== 'AppError' || !detail) return
      const [word = '?'] = code ? wordsIn(code) : []
      cases.push(...wordsIn(detail).map((each) => `${word} ${each}`))
    },
  }).visit(program)
  return cases
}

type Node = { type: string; value?: unknown; consequent?: unknown; alternate?: unknown; expression?: unknown }

function wordsIn(node: Node): string[] {
  if (typeof node.value === 'string') return [node.value]
  return [node.consequent, node.alternate, node.expression].flatMap((part) => (part ? wordsIn(part as Node) : []))
}

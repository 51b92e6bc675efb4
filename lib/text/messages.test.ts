import { describe, expect, test } from 'vitest'
import { services as catalogue } from '#lib/services/catalogue.ts'
import { messages } from './messages.ts'
import { isServiceText } from './services.ts'

type Tree = { readonly [key: string]: string | Tree }

function sentences(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : sentences(value, `${path}${key}.`),
  )
}

/** The names in {braces} that the sentence needs; words inside plural branches are not names. */
const namesIn = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name))].sort()

const sv = new Map(sentences(messages('sv')))
const en = new Map(sentences(messages('en')))

describe('every sentence exists in both languages', () => {
  test('with the same keys', () => {
    expect([...en.keys()].sort()).toEqual([...sv.keys()].sort())
  })

  test('with the same names to fill in', () => {
    const uneven = [...sv].filter(([key, sentence]) => `${namesIn(sentence)}` !== `${namesIn(en.get(key) ?? '')}`)
    expect(uneven.map(([key]) => key)).toEqual([])
  })

  test('and each e-service has a name', () => {
    const unnamed = catalogue.map(({ id }) => id).filter((id) => !isServiceText(id))
    expect(unnamed, 'name them in lib/text/services.ts, in both languages').toEqual([])
  })
})

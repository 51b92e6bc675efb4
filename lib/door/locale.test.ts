import { expect, test } from 'vitest'
import { readLocale } from './locale.ts'

test.each([
  ['what was chosen goes before what the browser asks for', 'en', 'sv-SE,sv;q=0.9', 'en'],
  ['an unknown choice is no choice', 'tlh', 'en-GB', 'en'],
  ['the browser is heeded', undefined, 'en-GB,en;q=0.9,sv;q=0.8', 'en'],
  ['the browser’s order is its weights, not its row', undefined, 'en;q=0.5,sv;q=0.9', 'sv'],
  ['a language we lack is passed over', undefined, 'fi,de;q=0.9,en;q=0.5', 'en'],
  ['a language one refuses is not spoken', undefined, 'en;q=0', 'sv'],
  ['who asks for nothing gets Swedish', undefined, undefined, 'sv'],
  ['nonsense gets Swedish', undefined, ';;q=,,*', 'sv'],
])('%s', (_, chosen, accept, locale) => {
  expect(readLocale(chosen, accept)).toBe(locale)
})

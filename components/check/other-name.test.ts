import { expect, test } from 'vitest'
import { isSameName } from './other-name.tsx'

test.each([
  ['Exempelbolaget AB', 'EXEMPELBOLAGET  AB', true],
  ['Å-Ä & Ö AB', 'Å Ä Ö AB', true],
  ['Exempelbolaget AB', 'Exempelbolaget i Sundsvall AB', false],
])('%s and %s are one name: %s', (one, other, is) => {
  expect(isSameName(one, other)).toBe(is)
})

import { expect, test } from 'vitest'
import { isSameFileAgain } from './is-same-file-again.ts'

test.each([
  ['sjuk.xml', 'sjuk.xml', true],
  ['sjuk.xml', 'sjuk-rattad.xml', true],
  ['sjuk.xml', 'Sjuk (1).xml', true],
  ['sjuk_20261104_0800.txt', 'sjuk_20261105_1312.txt', true],
  ['lista.csv', 'lista - kopia.csv', true],
  ['lista.csv', 'lista.xlsx', false],
  ['sjuk.xml', 'vab.xml', false],
])('%s, then %s', (before, name, isSame) => {
  expect(isSameFileAgain(before, name)).toBe(isSame)
})

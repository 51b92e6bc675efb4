import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REPOSITORY } from './read-ranks.ts'
import { writtenNumbers } from './written-numbers.ts'

/** Every file with sentences; spelling.ts is what spells numbers. */
const FILES = globSync('lib/text/*.ts', { cwd: REPOSITORY, exclude: ['**/*.test.ts', '**/spelling.ts'] }).sort()

describe('no number is written into a sentence by hand', () => {
  test.each(FILES)('%s', (file) => {
    expect(writtenNumbers(file, readFileSync(join(REPOSITORY, file), 'utf8'))).toEqual([])
  })

  test.each([
    ["'Lämna inom 7 dagar.'", ['Lämna inom 7 dagar.']],
    ["'Lämna inom sju dagar.'", ['Lämna inom sju dagar.']],
    ["'Ring inom en timme.'", ['Ring inom en timme.']],
    ["'Within two days'", ['Within two days']],
    ["'Kept for 24 hours, tus 1.0'", ['Kept for 24 hours, tus 1.0']],
    [`\`Högst \${LIMITS.noticeAddresses} adresser, tolv tecken\``, ['Högst … adresser, tolv tecken']],
    [`\`Inom \${amount(3, 'day', 'sv')}\``, ['3']],
    [
      "'{case, select, twelve {Inom två dygn} other {{count, plural, one {en dag} other {# dagar}}}}'",
      ['{case, select, twelve {Inom två dygn} other {{count, plural, one {en dag} other {# dagar}}}}'],
    ],
    ["'{case, select, twelve {Inom kort} other {{count, plural, one {en dag} =2 {2 dagar} other {# dagar}}}}'", []],
    ["'Kodad i UTF-8, kontrollsumma SHA-256' // within 7 days", []],
  ])('a number is seen: %s', (value, seen) => {
    expect(writtenNumbers('lib/text/x.ts', `export const x = { key: ${value}\n}`)).toEqual(seen)
  })
})

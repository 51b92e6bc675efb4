// Packs Skatteverket's published test numbers for rule I07: node e2e/pack-test-persons.ts <list> [<list> …]
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpackTestPersons } from '#lib/services/test-persons.ts'

const numbers = process.argv
  .slice(2)
  .flatMap((file) => readFileSync(file, 'utf8').split(/\s+/))
  .filter((line) => /^\d{12}$/.test(line))
const sorted = [...new Set(numbers)].sort()
const packed = pack(sorted)
if (unpackTestPersons(packed).join() !== sorted.join()) throw new Error('a number has a wrong check digit')
const file = join(import.meta.dirname, '../lib/services/test-persons-list.ts')
writeFileSync(
  file,
  `// ${sorted.length} test numbers, Skatteverket's open data (CC0). Made by e2e/pack-test-persons.ts.\nexport const TEST_PERSONS =\n  '${packed}'\n`,
)

function pack(list: string[]): string {
  const bytes: number[] = []
  let before = 0
  for (const number of list) {
    const value = Number(number.slice(0, 11))
    for (let gap = value - before; ; gap = Math.floor(gap / 128)) {
      bytes.push((gap % 128) + (gap > 127 ? 128 : 0))
      if (gap < 128) break
    }
    before = value
  }
  return Buffer.from(bytes).toString('base64')
}

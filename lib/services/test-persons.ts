import type { Environment } from '#lib/environment.ts'

/** Numbers that Skatteverket has published for tests; rule I07 stops them in production. */
export type TestPersons = { has(canonical: string): boolean }

/** From a file with twelve digits a line, as Skatteverket publishes them: how a newer list than ours is used. */
export function parseTestPersons(text: string): TestPersons {
  const numbers = text.split(/\s+/).filter((line) => line !== '')
  const wrong = numbers.find((number) => !/^\d{12}$/.test(number))
  if (numbers.length === 0 || wrong !== undefined) throw new Error('the list of test persons is not twelve digits a line')
  return new Set(numbers)
}

/** The list that comes with the portal, fetched only where rule I07 applies: elsewhere nobody pays for it. */
export async function loadTestPersons(environment: Environment): Promise<TestPersons | undefined> {
  if (environment === 'test') return undefined
  const { TEST_PERSONS } = await import('./test-persons-list.ts')
  return new Set(unpackTestPersons(TEST_PERSONS))
}

/**
 * The packed list, sorted: base64 of the gaps between numbers without their check digits, seven bits a byte,
 * lowest first, the eighth bit set where more follow.
 */
export function unpackTestPersons(packed: string): string[] {
  const numbers: string[] = []
  let number = 0
  let gap = 0
  let factor = 1
  for (const sign of atob(packed)) {
    const byte = sign.charCodeAt(0)
    gap += (byte & 127) * factor
    factor *= 128
    if (byte > 127) continue
    number += gap
    numbers.push(`${number}${checkDigit(String(number).slice(-9))}`)
    gap = 0
    factor = 1
  }
  return numbers
}

function checkDigit(nine: string): number {
  let sum = 0
  for (let i = 0; i < 9; i++) {
    const weighed = Number(nine[i]) * (i % 2 === 0 ? 2 : 1)
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return (10 - (sum % 10)) % 10
}

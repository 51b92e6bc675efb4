import { expect, test } from 'vitest'
import { organisationIn } from './identity.ts'

test.each<[string, string | undefined, string]>([
  ['165599001236', '165599001236', 'SHS and ExpiTrust'],
  ['EFOS165599001236-000001', '165599001236', 'EFOS'],
  ['SE5599001236-B1AK', '165599001236', 'SITHS'],
  ['5599001236', undefined, 'bare'],
  ['165599001235', undefined, 'wrong check digit'],
  ['195599001236', undefined, 'another prefix'],
  ['165599001236 ', undefined, 'a space'],
  ['EFOS165599001236', undefined, 'EFOS without its number'],
  ['SE165599001236-1', undefined, 'SITHS with 16'],
  ['x165599001236', undefined, 'something before'],
  ['165599001236\n', undefined, 'a line break'],
])('serialNumber %j → %s (%s)', (serialNumber, orgnr) => {
  expect(organisationIn({ serialNumber })).toBe(orgnr)
})

test('two serial numbers, or none, speak for nobody', () => {
  expect(organisationIn({ serialNumber: ['165599001236', '165599000006'] })).toBeUndefined()
  expect(organisationIn({})).toBeUndefined()
})

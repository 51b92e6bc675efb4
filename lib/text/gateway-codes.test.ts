import { expect, test } from 'vitest'
import { REFUSALS } from '#lib/errors.ts'
import { CURL_EXITS, gatewayCodeTexts, HTTP_CASES, KVITTENS_EXITS } from './gateway-codes.ts'

test('every refusal that a machine can meet is explained by its HTTP code', () => {
  const explained = HTTP_CASES.map(({ status }) => status as number)
  // A machine has no session: 401 is the browser's.
  const met = Object.values(REFUSALS).filter((status) => status !== 401)
  expect(met.filter((status) => !explained.includes(status))).toEqual([])
})

test.each([
  ['http', HTTP_CASES],
  ['curl', CURL_EXITS],
  ['kvittens', KVITTENS_EXITS],
] as const)('each %s code has its words, and no words lack a code', (topic, cases) => {
  expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(gatewayCodeTexts.sv[topic]).sort())
})

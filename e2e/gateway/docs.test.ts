import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EVERYWHERE } from '#lib/gateway/route.ts'
import { ROUTES } from '#lib/gateway/routes.ts'
import { HTTP_CASES } from '#lib/text/gateway-codes.ts'
import { GATEWAY_DOCS, gatewayDocs } from './docs.ts'

test('docs/gateway.md says what the gateway does today', () => {
  expect(readFileSync(GATEWAY_DOCS, 'utf8')).toBe(gatewayDocs())
})

/** Answers of tus and of conditional requests: calls that programs make and nobody types. */
const AMONG_PROGRAMS = [201, 204, 304]

test('every answer that a route may give stands in the table of codes', () => {
  const given = new Set(ROUTES.flatMap(({ answers }) => Object.keys({ ...EVERYWHERE, ...answers }).map(Number)))
  const told = [...AMONG_PROGRAMS, ...HTTP_CASES.map(({ status }): number => status)]
  expect([...given].filter((status) => !told.includes(status)).sort()).toEqual([])
})

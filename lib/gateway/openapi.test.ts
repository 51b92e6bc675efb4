import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { answerChecker, type Document } from '#e2e/gateway/answers.ts'
import { LOCALES } from '#lib/text/locale.ts'
import { describeGateway } from './openapi.ts'
import type { GatewayRoute } from './route.ts'
import { ROUTES } from './routes.ts'

type Operation = { operationId: string; parameters?: { name: string; in: string }[]; responses: Record<string, unknown> }
const documentOf = (locale: 'sv' | 'en', routes: readonly GatewayRoute[] = ROUTES) =>
  describeGateway(routes, { locale, server: 'https://gateway.example' }) as { paths: Record<string, Record<string, Operation>> }

test.each(LOCALES)('openapi.json (%s) is valid OpenAPI 3.1, and every reference leads somewhere', async (locale) => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(documentOf(locale))
  expect(errors).toBeUndefined()
  expect([valid, validator.version]).toEqual([true, '3.1'])
  const text = JSON.stringify(documentOf(locale))
  const names = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))
  const there = Object.keys((documentOf(locale) as unknown as { components: { schemas: object } }).components.schemas)
  expect([...names].filter((name) => !there.includes(name ?? ''))).toEqual([])
})

test('every route that the server runs is described, and nothing else is', () => {
  const described = Object.entries(documentOf('sv').paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
  )
  expect(described.sort()).toEqual(ROUTES.map(({ method, path, name }) => `${method} ${path} ${name}`).sort())
  expect(new Set(ROUTES.map(({ name }) => name)).size).toBe(ROUTES.length)
})

test('every place in a path is a parameter, and every parameter in a path is a place', () => {
  for (const [path, operations] of Object.entries(documentOf('sv').paths)) {
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    for (const { parameters = [] } of Object.values(operations)) {
      expect(
        parameters
          .filter((parameter) => parameter.in === 'path')
          .map(({ name }) => name)
          .sort(),
      ).toEqual(places)
    }
  }
})

test('both languages describe the same', () => {
  const bare = (locale: 'sv' | 'en') =>
    JSON.parse(
      JSON.stringify(documentOf(locale), (key, value) =>
        /^(title|summary|description)$/.test(key) && typeof value === 'string' ? '' : value,
      ),
    )
  expect(bare('en')).toEqual(bare('sv'))
})

test('an answer that is not as described is seen, in JSON and in XML', () => {
  const faultOf = answerChecker(documentOf('sv') as unknown as Document)
  const seen = (type: string, body: string, status = 200) =>
    faultOf({ method: 'GET', path: '/health', status, headers: { 'content-type': type }, body })
  const xml =
    '<anslutning version="1.0"><arbetsgivare>1</arbetsgivare><namn>Å</namn><certifikat giltigtTill="2027-01-01T00:00:00Z" dagarKvar="4"/></anslutning>'
  expect(seen('application/xml', xml)).toBeUndefined()
  expect(seen('application/xml', xml.replace(' dagarKvar="4"', ''))).toContain('dagarKvar')
  expect(seen('application/xml', xml.replace('<namn>Å</namn>', '<namn>Å</namn><mer/>'))).toContain('additional')
  expect(seen('application/xml', xml.replaceAll('anslutning', 'annat'))).toContain('root')
  expect(seen('application/xml', xml.replace('</namn>', ''))).toBeDefined()
  expect(seen('application/json', '{"status":"ok"}')).toContain('required')
  expect(seen('text/html', '')).toContain('text/html')
  expect(seen('application/json', '{}', 418)).toContain('418')
})

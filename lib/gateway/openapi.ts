// The OpenAPI description, made from the routes that the server runs.
import { localeOf } from '#lib/door/locale.ts'
import type { Form } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { type GatewayWords, gatewayTexts } from '#lib/text/gateway.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { Gateway } from './gateway.ts'
import { EVERYWHERE, type GatewayRoute, type Parameter, type RouteAnswer } from './route.ts'
import { type JsonSchema, shapesIn } from './shapes.ts'
import { describeWebhooks } from './webhook-calls.ts'

type Json = Record<string, unknown>

/** An OpenAPI 3.1 document. `server` is the address under which the gateway was asked. */
export function describeGateway(routes: readonly GatewayRoute[], { locale, server }: { locale: Locale; server: string }): Json {
  const words = gatewayTexts[locale]
  const schemas = shapesIn(words.fields)
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const operations = paths[route.path] ?? {}
    operations[route.method.toLowerCase()] = operation(route, words, schemas)
    paths[route.path] = operations
  }
  return {
    openapi: '3.1.0',
    info: {
      title: words.title,
      description: words.description,
      version: '1.0',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: server }],
    security: [{ certificate: [] }],
    paths,
    webhooks: describeWebhooks(words),
    components: {
      securitySchemes: { certificate: { type: 'mutualTLS', description: words.certificate } },
      schemas,
    },
  }
}

function operation(route: GatewayRoute, words: GatewayWords, schemas: Record<string, JsonSchema>): Json {
  const { summary, description } = words.routes[route.name]
  const answers = Object.entries({ ...EVERYWHERE, ...route.answers })
  return {
    operationId: route.name,
    summary,
    description,
    ...(route.parameters && { parameters: route.parameters.map((parameter) => parameterOf(parameter, words)) }),
    ...(route.body && { requestBody: requestBody(route.body) }),
    responses: Object.fromEntries(answers.map(([status, answer]) => [status, response(answer, words, schemas)])),
  }
}

function parameterOf({ name, in: place, required, schema, text }: Parameter, words: GatewayWords): Json {
  return { name, in: place, ...(required && { required }), description: words.parameters[text], schema }
}

function requestBody({ types, required }: NonNullable<GatewayRoute['body']>): Json {
  const content = types.map((type) => [type, type === 'multipart/form-data' ? { schema: FORM } : {}])
  return { required, content: Object.fromEntries(content) }
}

const FORM: JsonSchema = { type: 'object', required: ['file'], properties: { file: {} } }

function response(answer: RouteAnswer, words: GatewayWords, schemas: Record<string, JsonSchema>): Json {
  const { text, forms = [], headers = [] } = answer
  const content = forms.flatMap((form) => contentOf(answer, form, schemas))
  return {
    description: words.answers[text],
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((header) => [header, { schema: { type: 'string' } }])),
    }),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  }
}

/** Media types of one form, each with its schema. */
function contentOf({ shape }: RouteAnswer, form: Form, schemas: Record<string, JsonSchema>): [string, Json][] {
  if (form === 'text') return [['text/plain', { schema: { type: 'string' } }]]
  if (form === 'file') return [['application/octet-stream', {}]]
  const of = (name: string): Json => ({ schema: { $ref: `#/components/schemas/${name}` } })
  if (!shape) return []
  // A refusal has media type problem+json or problem+xml; a report in XML is application/xml also in a refusal.
  if (shape === 'problem') return [[`application/problem+${form}`, of('problem')]]
  if (shape === 'avslag' && form === 'json') return [['application/problem+json', of('avslag')]]
  if (shape === 'avslag') {
    return [
      ['application/xml', of('felrapportXml')],
      ['application/problem+xml', of('problem')],
    ]
  }
  return [[`application/${form}`, of(form === 'xml' && `${shape}Xml` in schemas ? `${shape}Xml` : shape)]]
}

/** GET /openapi.json. `routes` is a function, since the table holds this route too. */
export function showOpenapi(routes: () => readonly GatewayRoute[]): (gateway: Gateway, call: Call) => Promise<void> {
  return async (_gateway, { request, response }) => {
    const server = `https://${request.headers.host ?? 'localhost'}`
    const body = JSON.stringify(describeGateway(routes(), { locale: localeOf(request), server }), null, 2)
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      Vary: 'Accept-Language',
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

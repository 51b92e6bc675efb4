// What openapi.json says of webhooks: calls that relay makes to a company's system (lib/webhooks), and not the gateway.
import { REASON_WORDS, STATUS_WORDS } from '#lib/submissions/status.ts'
import type { GatewayWords } from '#lib/text/gateway.ts'
import { WEBHOOK_TYPES, type WebhookType } from '#lib/webhooks/webhook-types.ts'
import type { JsonSchema } from './shapes.ts'

type Json = Record<string, unknown>

const text: JsonSchema = { type: 'string' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const nullable = (type: JsonSchema): JsonSchema => ({ ...type, type: ['string', 'null'] })

/** The member `webhooks` of OpenAPI 3.1. */
export function describeWebhooks({ webhooks, fields }: GatewayWords): Json {
  const parameters = (['id', 'timestamp', 'signature'] as const).map((name) => ({
    ...{ name: `webhook-${name}`, in: 'header', required: true, schema: text },
    description: webhooks[name],
  }))
  return Object.fromEntries(
    WEBHOOK_TYPES.map((type) => {
      const schema = messageOf(type, { webhooks, fields })
      const post = {
        operationId: `webhook.${type}`,
        summary: webhooks.types[type],
        description: webhooks.description,
        security: [],
        parameters,
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses: { '2XX': { description: webhooks.taken }, default: { description: webhooks.notTaken } },
      }
      return [type, { post }]
    }),
  )
}

/** The body of a call, as call-body.ts writes it. */
function messageOf(type: WebhookType, words: Pick<GatewayWords, 'webhooks' | 'fields'>): JsonSchema {
  const data = type === 'inkorg.ny' ? deliveryFields(words) : submissionFields(words)
  return object({ type: { const: type }, timestamp: { ...time, description: words.webhooks.happened }, data: object(data) })
}

function submissionFields({ fields }: Pick<GatewayWords, 'fields'>): Record<string, JsonSchema> {
  return {
    referens: { ...text, description: fields.referens },
    status: { ...text, enum: STATUS_WORDS, description: fields.status },
    orsak: { enum: [...REASON_WORDS, null], description: fields.vantarOrsak },
    ...companyFields(fields),
    mottagen: { ...time, description: fields.mottagen },
    levererad: { ...nullable(time), description: fields.levererad },
    kvittensID: { ...nullable(text), description: fields.kvittensID },
    avgjord: { enum: ['person', null], description: fields.avgjord },
    ersattAv: { ...nullable(text), description: fields.ersattAv },
  }
}

function deliveryFields({ webhooks, fields }: Pick<GatewayWords, 'webhooks' | 'fields'>): Record<string, JsonSchema> {
  return {
    id: { ...text, format: 'uuid', description: webhooks.deliveryId },
    ...companyFields(fields),
    mottagen: { ...time, description: fields.filMottagen },
    bytes: { type: 'integer', minimum: 0, description: fields.bytes },
    sha256: { ...text, pattern: '^[0-9a-f]{64}$', description: webhooks.deliverySha256 },
    gallras: { ...text, format: 'date', description: fields.gallras },
  }
}

const companyFields = (fields: GatewayWords['fields']): Record<string, JsonSchema> => ({
  tjanst: { ...text, description: fields.tjanst },
  // Null where the employer is a person.
  arbetsgivare: { ...nullable(text), pattern: '^[0-9]{10}$', description: fields.arbetsgivare },
})

const object = (properties: Record<string, JsonSchema>): JsonSchema => ({
  ...{ type: 'object', required: Object.keys(properties) },
  properties,
})

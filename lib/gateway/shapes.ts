// The answers' shapes (contracts.md "Gateway") as JSON Schema 2020-12, the dialect of OpenAPI 3.1.
import { REFUSALS } from '#lib/errors.ts'
import { STATUS_WORDS } from '#lib/submissions/status.ts'
import type { GatewayTextKey, GatewayWords } from '#lib/text/gateway.ts'
import { FIL_STATUS_WORDS } from './fil.ts'

export type JsonSchema = { readonly [keyword: string]: unknown }
export type ShapeName =
  | 'kvittens'
  | 'kvittenser'
  | 'fil'
  | 'filer'
  | 'felrapport'
  | 'problem'
  | 'anslutning'
  | 'sjalvtest'
  | 'svar'
  | 'avslag'
  | 'openapi'

type Fields = GatewayWords['fields']
type Properties = Record<string, JsonSchema>

/** Components of the description: each shape in JSON, and as `<name>Xml` where its XML has other members. */
export function shapesIn(words: Fields): Record<string, JsonSchema> {
  const say = (field: GatewayTextKey<'fields'>, schema: JsonSchema): JsonSchema => ({ ...schema, description: words[field] })
  return {
    kvittens: kvittens(say),
    kvittensXml: kvittensXml(say),
    kvittenser: object({
      kvittenser: { type: 'array', items: ref('kvittens') },
      nasta: say('nasta', { type: ['string', 'null'] }),
    }),
    kvittenserXml: named('kvittenser', {
      type: 'object',
      properties: { nasta: say('nasta', attribute({ type: 'string' })), kvittens: { type: 'array', items: ref('kvittensXml') } },
    }),
    fil: object(filFields(say)),
    filXml: named('fil', object(Object.fromEntries(Object.entries(filFields(say)).map(([name, one]) => [name, attribute(one)])))),
    filer: object({ filer: { type: 'array', items: ref('fil') } }),
    filerXml: named('filer', { type: 'object', properties: { fil: { type: 'array', items: ref('filXml') } } }),
    problem: problem(say),
    felrapport: felrapport(say),
    felrapportXml: felrapportXml(say),
    anslutning: anslutning(say),
    anslutningXml: anslutningXml(say),
    sjalvtest: sjalvtest(say),
    sjalvtestXml: sjalvtestXml(say),
    svar: { anyOf: [ref('kvittens'), ref('felrapport')] },
    svarXml: { anyOf: [ref('kvittensXml'), ref('felrapportXml')] },
    avslag: { anyOf: [ref('felrapport'), ref('problem')] },
    openapi: { type: 'object', required: ['openapi', 'info', 'paths'], properties: { openapi: { const: '3.1.0' } } },
  }
}

type Describe = (field: GatewayTextKey<'fields'>, schema: JsonSchema) => JsonSchema

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const text: JsonSchema = { type: 'string' }
const count: JsonSchema = { type: 'integer', minimum: 0 }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const hash: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' }
const status: JsonSchema = { type: 'string', enum: STATUS_WORDS }
const attribute = (schema: JsonSchema): JsonSchema => ({ ...schema, xml: { attribute: true } })
const named = (name: string, schema: JsonSchema): JsonSchema => ({ ...schema, xml: { name } })

/** All members are there, and no others. */
function object(properties: Properties, optional: Properties = {}): JsonSchema {
  return {
    type: 'object',
    required: Object.keys(properties),
    properties: { ...properties, ...optional },
    additionalProperties: false,
  }
}

function kvittensFields(say: Describe): Properties {
  return {
    referens: say('referens', { type: 'string', pattern: '^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]$' }),
    status: say('status', status),
    mottagen: say('mottagen', time),
    tjanst: say('tjanst', text),
    arbetsgivare: say('arbetsgivare', { type: 'string', pattern: '^([0-9]{10}|[0-9]{12})$' }),
    filnamn: say('filnamn', text),
    bytes: say('bytes', count),
    sha256: say('sha256', hash),
    antal: say('antal', count),
    varningar: say('varningar', count),
  }
}

function kvittens(say: Describe): JsonSchema {
  return object({
    ...kvittensFields(say),
    levererad: say('levererad', { ...time, type: ['string', 'null'] }),
    kvittensID: say('kvittensID', { type: ['string', 'null'] }),
    dubblett: say('dubblett', { type: 'boolean' }),
  })
}

function kvittensXml(say: Describe): JsonSchema {
  const yesNo: JsonSchema = { type: 'string', enum: ['ja', 'nej'] }
  const always = {
    version: attribute({ const: '1.0' }),
    dubblett: say('dubblett', attribute(yesNo)),
    ...kvittensFields(say),
  }
  return named('kvittens', object(always, { levererad: say('levererad', time), kvittensID: say('kvittensID', text) }))
}

function filFields(say: Describe): Properties {
  return {
    namn: say('filnamn', text),
    tjanst: say('tjanst', text),
    bytes: say('bytes', count),
    sha256: say('sha256', hash),
    mottagen: say('filMottagen', time),
    status: say('filStatus', { type: 'string', enum: FIL_STATUS_WORDS }),
    gallras: say('gallras', { type: 'string', format: 'date' }),
  }
}

function problemFields(say: Describe): Properties {
  return {
    type: { const: 'about:blank' },
    title: text,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: say('detail', text),
    code: say('code', { type: 'string', enum: [...Object.keys(REFUSALS), 'bug'] }),
  }
}

/** RFC 9457; its appendix B for the XML. */
function problem(say: Describe): JsonSchema {
  const schema = object(problemFields(say), { case: say('case', text), id: say('id', text) })
  return { ...schema, xml: { name: 'problem', namespace: 'urn:ietf:rfc:7807' } }
}

/** The command line's object; in a refusal with the problem's members. */
function felrapport(say: Describe): JsonSchema {
  const place = object(
    { line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 }, byte: count },
    { record: count, field: text, cell: text },
  )
  const finding = object(
    {
      code: say('code', text),
      severity: { type: 'string', enum: ['stop', 'varning'] },
      at: say('at', place),
      params: say('params', { type: 'object' }),
      text: say('text', text),
    },
    { referens: text },
  )
  const report = {
    tjanst: say('tjanst', text),
    format: say('format', { enum: ['xml', 'fast', 'csv', 'xlsx', null] }),
    sha256: say('sha256', hash),
    bytes: say('bytes', count),
    poster: say('poster', count),
    stop: say('stop', count),
    varning: say('varning', count),
    findings: say('findings', { type: 'array', items: finding }),
    deadlines: object({ earliest: { type: ['string', 'null'] }, late: count, soon: count }),
  }
  return {
    type: 'object',
    required: Object.keys(report),
    properties: {
      ...problemFields(say),
      case: say('case', text),
      ...report,
      avbruten: say('avbruten', { const: true }),
    },
    additionalProperties: false,
  }
}

function felrapportXml(say: Describe): JsonSchema {
  const fel = object(
    {
      kod: attribute(text),
      niva: attribute({ type: 'string', enum: ['stop', 'varning'] }),
      rad: attribute({ type: 'integer', minimum: 1 }),
      kolumn: attribute({ type: 'integer', minimum: 1 }),
      byte: attribute(count),
    },
    { post: attribute(count), falt: attribute(text), referens: attribute(text), '#text': say('text', text) },
  )
  const attributes = {
    version: attribute({ const: '1.0' }),
    tjanst: say('tjanst', attribute(text)),
    stopp: say('stop', attribute(count)),
    varningar: say('varning', attribute(count)),
    poster: say('poster', attribute(count)),
  }
  return named('felrapport', object(attributes, { fel: { type: 'array', items: fel } }))
}

function anslutning(say: Describe): JsonSchema {
  const certifikat = object({ giltigtTill: say('giltigtTill', time), dagarKvar: say('dagarKvar', { type: 'integer' }) })
  return object({
    status: { const: 'ok' },
    arbetsgivare: say('arbetsgivare', text),
    namn: say('namn', text),
    certifikat,
  })
}

function anslutningXml(say: Describe): JsonSchema {
  const certifikat = object({
    giltigtTill: say('giltigtTill', attribute(time)),
    dagarKvar: say('dagarKvar', attribute({ type: 'integer' })),
  })
  const fields = {
    version: attribute({ const: '1.0' }),
    arbetsgivare: say('arbetsgivare', text),
    namn: say('namn', text),
    certifikat,
  }
  return named('anslutning', object(fields))
}

const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
const SEEN = { svar: ['ej-sparrat', 'sparrat', 'okant', 'ej-kontrollerat'], kalla: ['crl', 'ocsp'], regel: ['hard', 'soft'] }

function sjalvtest(say: Describe): JsonSchema {
  const certificate = object({
    innehavare: say('innehavare', { type: ['string', 'null'] }),
    organisationsnummer: say('organisationsnummer', { type: ['string', 'null'] }),
    serialNumber: say('serialNumber', { type: ['string', 'null'] }),
    utfardare: say('utfardare', text),
    nummer: say('nummer', text),
    fingeravtryck: say('fingeravtryck', hash),
    giltigtFran: say('giltigtFran', time),
    giltigtTill: say('giltigtTill', time),
    dagarKvar: say('dagarKvar', { type: 'integer' }),
  })
  const link = object({ namn: text, utfardare: text, giltigtTill: time })
  return object({
    status: say('sjalvteststatus', { enum: ['ok', 'nekad'] }),
    orsak: say('orsak', nullable(object({ case: say('case', text), text: say('text', text) }))),
    tls: object({ protokoll: say('protokoll', text), chiffer: say('chiffer', text) }),
    adress: say('adress', text),
    tid: say('tid', time),
    certifikat: nullable(certificate),
    kedja: say('kedja', object({ betrodd: say('betrodd', { type: 'boolean' }), lankar: { type: 'array', items: link } })),
    sparrkontroll: object({
      svar: say('sparrsvar', { enum: SEEN.svar }),
      kalla: say('kalla', { enum: [...SEEN.kalla, null] }),
      utfardat: say('utfardat', { ...time, type: ['string', 'null'] }),
      galler: say('galler', { ...time, type: ['string', 'null'] }),
      forsenat: say('forsenat', { type: 'boolean' }),
      regel: say('regel', { enum: SEEN.regel }),
    }),
    arbetsgivare: say('arbetsgivare', { type: ['string', 'null'] }),
    namn: say('namn', { type: ['string', 'null'] }),
    tjanster: say('tjanster', { type: 'array', items: text }),
    fullmakter: say('fullmakter', {
      type: 'array',
      items: object({ arbetsgivare: text, namn: text, till: say('till', { type: 'string', format: 'date' }) }),
    }),
  })
}

function sjalvtestXml(say: Describe): JsonSchema {
  const link = object({ namn: attribute(text), utfardare: attribute(text), giltigtTill: attribute(time) })
  const mandate = object({ arbetsgivare: attribute(text), namn: attribute(text), till: say('till', attribute(text)) })
  const certificate = object(
    {
      fingeravtryck: say('fingeravtryck', attribute(hash)),
      nummer: say('nummer', attribute(text)),
      giltigtFran: say('giltigtFran', attribute(time)),
      giltigtTill: say('giltigtTill', attribute(time)),
      dagarKvar: say('dagarKvar', attribute({ type: 'integer' })),
      utfardare: say('utfardare', text),
    },
    { innehavare: text, organisationsnummer: text, serialNumber: text },
  )
  const revocation = object(
    {
      svar: say('sparrsvar', attribute({ enum: SEEN.svar })),
      forsenat: say('forsenat', attribute({ enum: ['ja', 'nej'] })),
      regel: say('regel', attribute({ enum: SEEN.regel })),
    },
    { kalla: attribute({ enum: SEEN.kalla }), utfardat: attribute(time), galler: attribute(time) },
  )
  const always = {
    version: attribute({ const: '1.0' }),
    status: say('sjalvteststatus', attribute({ enum: ['ok', 'nekad'] })),
    tid: say('tid', time),
    adress: say('adress', text),
    tls: object({ protokoll: say('protokoll', attribute(text)), chiffer: say('chiffer', attribute(text)) }),
    kedja: object({ betrodd: attribute({ enum: ['ja', 'nej'] }) }, { lank: { type: 'array', items: link } }),
    sparrkontroll: revocation,
  }
  const sometimes = {
    orsak: object({ case: attribute(text), '#text': text }),
    certifikat: certificate,
    arbetsgivare: text,
    namn: text,
    tjanst: { type: 'array', items: text },
    fullmakt: { type: 'array', items: mandate },
  }
  return named('sjalvtest', object(always, sometimes))
}

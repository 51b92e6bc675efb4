// The answers' shapes (contracts.md "Gateway") as JSON Schema 2020-12, the dialect of OpenAPI 3.1.
import { REFUSALS } from '#lib/errors.ts'
import { REASON_WORDS, STATUS_WORDS } from '#lib/submissions/status.ts'
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
  const withText = (field: GatewayTextKey<'fields'>, schema: JsonSchema): JsonSchema => ({ ...schema, description: words[field] })
  return {
    kvittens: kvittens(withText),
    kvittensXml: kvittensXml(withText),
    kvittenser: object({
      kvittenser: { type: 'array', items: ref('kvittens') },
      nasta: withText('nasta', { type: ['string', 'null'] }),
    }),
    kvittenserXml: named('kvittenser', {
      type: 'object',
      properties: {
        nasta: withText('nasta', attribute({ type: 'string' })),
        kvittens: { type: 'array', items: ref('kvittensXml') },
      },
    }),
    fil: object(filFields(withText)),
    filXml: named(
      'fil',
      object(Object.fromEntries(Object.entries(filFields(withText)).map(([name, one]) => [name, attribute(one)]))),
    ),
    filer: object({ filer: { type: 'array', items: ref('fil') } }),
    filerXml: named('filer', { type: 'object', properties: { fil: { type: 'array', items: ref('filXml') } } }),
    problem: problem(withText),
    felrapport: felrapport(withText),
    felrapportXml: felrapportXml(withText),
    anslutning: anslutning(withText),
    anslutningXml: anslutningXml(withText),
    sjalvtest: sjalvtest(withText),
    sjalvtestXml: sjalvtestXml(withText),
    svar: { anyOf: [ref('kvittens'), ref('felrapport')] },
    svarXml: { anyOf: [ref('kvittensXml'), ref('felrapportXml')] },
    avslag: { anyOf: [ref('felrapport'), ref('problem')] },
    openapi: { type: 'object', required: ['openapi', 'info', 'paths'], properties: { openapi: { const: '3.1.0' } } },
  }
}

type WithText = (field: GatewayTextKey<'fields'>, schema: JsonSchema) => JsonSchema

const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const text: JsonSchema = { type: 'string' }
const count: JsonSchema = { type: 'integer', minimum: 0 }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const hash: JsonSchema = { type: 'string', pattern: '^[0-9a-f]{64}$' }
const status: JsonSchema = { type: 'string', enum: STATUS_WORDS }
const attribute = (schema: JsonSchema): JsonSchema => ({ ...schema, xml: { attribute: true } })
const named = (name: string, schema: JsonSchema): JsonSchema => ({ ...schema, xml: { name } })

/** Every property is required and no other is allowed; `optional` ones may be absent. */
function object(properties: Properties, optional: Properties = {}): JsonSchema {
  return {
    type: 'object',
    required: Object.keys(properties),
    properties: { ...properties, ...optional },
    additionalProperties: false,
  }
}

function kvittensFields(withText: WithText): Properties {
  return {
    referens: withText('referens', { type: 'string', pattern: '^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]$' }),
    status: withText('status', status),
    mottagen: withText('mottagen', time),
    tjanst: withText('tjanst', text),
    arbetsgivare: withText('arbetsgivare', { type: 'string', pattern: '^([0-9]{10}|[0-9]{12})$' }),
    filnamn: withText('filnamn', text),
    bytes: withText('bytes', count),
    sha256: withText('sha256', hash),
    antal: withText('antal', count),
    varningar: withText('varningar', count),
  }
}

function kvittens(withText: WithText): JsonSchema {
  return object({
    ...kvittensFields(withText),
    skickad: withText('skickad', {
      ...object({
        bytes: count,
        sha256: hash,
        omvandling: withText('omvandling', { type: ['string', 'null'] }),
      }),
      type: ['object', 'null'],
    }),
    levererad: withText('levererad', { ...time, type: ['string', 'null'] }),
    kvittensID: withText('kvittensID', { type: ['string', 'null'] }),
    orsak: withText('vantarOrsak', { enum: [...REASON_WORDS, null] }),
    attGora: withText('attGora', { type: ['string', 'null'] }),
    avgjord: withText('avgjord', { enum: ['person', null] }),
    ersattAv: withText('ersattAv', { type: ['string', 'null'] }),
    dubblett: withText('dubblett', { type: 'boolean' }),
  })
}

function kvittensXml(withText: WithText): JsonSchema {
  const yesNo: JsonSchema = { type: 'string', enum: ['ja', 'nej'] }
  const always = {
    version: attribute({ const: '1.0' }),
    dubblett: withText('dubblett', attribute(yesNo)),
    ...kvittensFields(withText),
  }
  const sometimes = {
    avgjord: withText('avgjord', attribute({ const: 'person' })),
    levererad: withText('levererad', time),
    kvittensID: withText('kvittensID', text),
    orsak: withText('vantarOrsak', { type: 'string', enum: REASON_WORDS }),
    attGora: withText('attGora', text),
    ersattAv: withText('ersattAv', text),
    skickad: withText('skickad', {
      ...object({ bytes: attribute(count), sha256: attribute(hash) }, { omvandling: withText('omvandling', attribute(text)) }),
    }),
  }
  return named('kvittens', object(always, sometimes))
}

function filFields(withText: WithText): Properties {
  return {
    namn: withText('filnamn', text),
    tjanst: withText('tjanst', text),
    bytes: withText('bytes', count),
    sha256: withText('sha256', hash),
    mottagen: withText('filMottagen', time),
    status: withText('filStatus', { type: 'string', enum: FIL_STATUS_WORDS }),
    gallras: withText('gallras', { type: 'string', format: 'date' }),
  }
}

function problemFields(withText: WithText): Properties {
  return {
    type: { const: 'about:blank' },
    title: text,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: withText('detail', text),
    code: withText('code', { type: 'string', enum: [...Object.keys(REFUSALS), 'bug'] }),
  }
}

/** RFC 9457; its appendix B for the XML. */
function problem(withText: WithText): JsonSchema {
  const some = { case: withText('case', text), ersattAv: withText('ersattAv', text), id: withText('id', text) }
  const schema = object(problemFields(withText), some)
  return { ...schema, xml: { name: 'problem', namespace: 'urn:ietf:rfc:7807' } }
}

/** The report as `kvittens check --json` writes it; in a refusal with the problem's members too. */
function felrapport(withText: WithText): JsonSchema {
  const place = object(
    { line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 }, byte: count },
    { record: count, field: text, cell: text },
  )
  const finding = object(
    {
      code: withText('code', text),
      severity: { type: 'string', enum: ['stop', 'varning'] },
      at: withText('at', place),
      params: withText('params', { type: 'object' }),
      text: withText('text', text),
    },
    {
      referens: text,
      found: withText('found', text),
      expected: withText('expected', text),
      count: withText('everyCase', count),
    },
  )
  const report = {
    tjanst: withText('tjanst', text),
    format: withText('format', { enum: ['xml', 'fast', 'csv', 'xlsx', null] }),
    sha256: withText('sha256', hash),
    bytes: withText('bytes', count),
    poster: withText('poster', count),
    stop: withText('stop', count),
    varning: withText('varning', count),
    findings: withText('findings', { type: 'array', items: finding }),
    deadlines: object({ earliest: { type: ['string', 'null'] }, late: count, soon: count }),
  }
  return {
    type: 'object',
    required: Object.keys(report),
    properties: {
      ...problemFields(withText),
      case: withText('case', text),
      ...report,
      avbruten: withText('avbruten', { const: true }),
      overhoppat: withText('overhoppat', count),
    },
    additionalProperties: false,
  }
}

function felrapportXml(withText: WithText): JsonSchema {
  const fel = object(
    {
      kod: attribute(text),
      niva: withText('niva', attribute({ type: 'string', enum: ['stop', 'varning'] })),
      rad: attribute({ type: 'integer', minimum: 1 }),
      kolumn: attribute({ type: 'integer', minimum: 1 }),
      byte: attribute(count),
    },
    {
      ...{ post: attribute(count), falt: attribute(text), referens: attribute(text), '#text': withText('text', text) },
      varde: withText('found', attribute(text)),
      vantat: withText('expected', attribute(text)),
      antal: withText('everyCase', attribute(count)),
    },
  )
  const attributes = {
    version: attribute({ const: '1.0' }),
    tjanst: withText('tjanst', attribute(text)),
    stopp: withText('stop', attribute(count)),
    varningar: withText('varning', attribute(count)),
    poster: withText('poster', attribute(count)),
  }
  const unread = {
    avbruten: withText('avbruten', attribute({ const: 'true' })),
    overhoppat: withText('overhoppat', attribute(count)),
  }
  return named('felrapport', object(attributes, { ...unread, fel: { type: 'array', items: fel } }))
}

function anslutning(withText: WithText): JsonSchema {
  const certifikat = object({ giltigtTill: withText('giltigtTill', time), dagarKvar: withText('dagarKvar', { type: 'integer' }) })
  return object({
    status: { const: 'ok' },
    arbetsgivare: withText('arbetsgivare', text),
    namn: withText('namn', text),
    certifikat,
  })
}

function anslutningXml(withText: WithText): JsonSchema {
  const certifikat = object({
    giltigtTill: withText('giltigtTill', attribute(time)),
    dagarKvar: withText('dagarKvar', attribute({ type: 'integer' })),
  })
  const fields = {
    version: attribute({ const: '1.0' }),
    arbetsgivare: withText('arbetsgivare', text),
    namn: withText('namn', text),
    certifikat,
  }
  return named('anslutning', object(fields))
}

const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
const SEEN = { svar: ['ej-sparrat', 'sparrat', 'okant', 'ej-kontrollerat'], kalla: ['crl', 'ocsp'], regel: ['hard', 'soft'] }

function sjalvtest(withText: WithText): JsonSchema {
  const certificate = object({
    innehavare: withText('innehavare', { type: ['string', 'null'] }),
    organisationsnummer: withText('organisationsnummer', { type: ['string', 'null'] }),
    serialNumber: withText('serialNumber', { type: ['string', 'null'] }),
    utfardare: withText('utfardare', text),
    nummer: withText('nummer', text),
    fingeravtryck: withText('fingeravtryck', hash),
    giltigtFran: withText('giltigtFran', time),
    giltigtTill: withText('giltigtTill', time),
    dagarKvar: withText('dagarKvar', { type: 'integer' }),
  })
  const link = object({ namn: text, utfardare: text, giltigtTill: time })
  return object({
    status: withText('sjalvteststatus', { enum: ['ok', 'nekad'] }),
    orsak: withText('orsak', nullable(object({ case: withText('case', text), text: withText('text', text) }))),
    tls: object({ protokoll: withText('protokoll', text), chiffer: withText('chiffer', text) }),
    adress: withText('adress', text),
    tid: withText('tid', time),
    certifikat: nullable(certificate),
    kedja: withText(
      'kedja',
      object({ betrodd: withText('betrodd', { type: 'boolean' }), lankar: { type: 'array', items: link } }),
    ),
    sparrkontroll: object({
      svar: withText('sparrsvar', { enum: SEEN.svar }),
      kalla: withText('kalla', { enum: [...SEEN.kalla, null] }),
      utfardat: withText('utfardat', { ...time, type: ['string', 'null'] }),
      galler: withText('galler', { ...time, type: ['string', 'null'] }),
      forsenat: withText('forsenat', { type: 'boolean' }),
      regel: withText('regel', { enum: SEEN.regel }),
    }),
    arbetsgivare: withText('arbetsgivare', { type: ['string', 'null'] }),
    namn: withText('namn', { type: ['string', 'null'] }),
    tjanster: withText('tjanster', { type: 'array', items: text }),
    tjansterITest: withText('tjansterITest', { type: 'array', items: text }),
    fullmakter: withText('fullmakter', {
      type: 'array',
      items: object({ arbetsgivare: text, namn: text, till: withText('till', { type: 'string', format: 'date' }) }),
    }),
  })
}

function sjalvtestXml(withText: WithText): JsonSchema {
  const link = object({ namn: attribute(text), utfardare: attribute(text), giltigtTill: attribute(time) })
  const mandate = object({ arbetsgivare: attribute(text), namn: attribute(text), till: withText('till', attribute(text)) })
  const certificate = object(
    {
      fingeravtryck: withText('fingeravtryck', attribute(hash)),
      nummer: withText('nummer', attribute(text)),
      giltigtFran: withText('giltigtFran', attribute(time)),
      giltigtTill: withText('giltigtTill', attribute(time)),
      dagarKvar: withText('dagarKvar', attribute({ type: 'integer' })),
      utfardare: withText('utfardare', text),
    },
    { innehavare: text, organisationsnummer: text, serialNumber: text },
  )
  const revocation = object(
    {
      svar: withText('sparrsvar', attribute({ enum: SEEN.svar })),
      forsenat: withText('forsenat', attribute({ enum: ['ja', 'nej'] })),
      regel: withText('regel', attribute({ enum: SEEN.regel })),
    },
    { kalla: attribute({ enum: SEEN.kalla }), utfardat: attribute(time), galler: attribute(time) },
  )
  const always = {
    version: attribute({ const: '1.0' }),
    status: withText('sjalvteststatus', attribute({ enum: ['ok', 'nekad'] })),
    tid: withText('tid', time),
    adress: withText('adress', text),
    tls: object({ protokoll: withText('protokoll', attribute(text)), chiffer: withText('chiffer', attribute(text)) }),
    kedja: object({ betrodd: attribute({ enum: ['ja', 'nej'] }) }, { lank: { type: 'array', items: link } }),
    sparrkontroll: revocation,
  }
  const sometimes = {
    orsak: object({ case: attribute(text), '#text': text }),
    certifikat: certificate,
    arbetsgivare: text,
    namn: text,
    tjanst: { type: 'array', items: text },
    tjanstITest: { type: 'array', items: text },
    fullmakt: { type: 'array', items: mandate },
  }
  return named('sjalvtest', object(always, sometimes))
}

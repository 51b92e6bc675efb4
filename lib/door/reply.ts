// Answers: XML, JSON or text, with the same names in each (contracts: "Gateway").
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { prologLines } from '#lib/xml.ts'
import type { Call } from './route.ts'

/** One answer in each of its forms. `problem`: a refusal, which has types of its own (RFC 9457). */
export type Reply = {
  status: number
  headers?: Record<string, string>
  json: object
  /** Without the XML declaration. Absent for what is answered in JSON alone. */
  xml?: string
  /** For answers that also come as plain text. */
  text?: string
  problem?: 'both' | 'json'
  /** Sends an ETag, and 304 when If-None-Match has it. */
  tagged?: true
}

/** Answers in the form that Accept prefers, of those that the process and the reply have. */
export function sendReply({ request, response, forms }: Pick<Call, 'request' | 'response' | 'forms'>, reply: Reply): void {
  const { status, headers = {} } = reply
  const form = chooseForm(request.headers.accept, formsOf(forms, reply))
  const body = bodyOf(reply, form)
  const tag = reply.tagged && `"${createHash('sha256').update(`${form}\n${body}`).digest('base64url').slice(0, 27)}"`
  const always = { 'Cache-Control': tag ? 'private, no-cache' : 'no-store', Vary: 'Accept, Accept-Language', ...headers }
  if (tag && names(request.headers['if-none-match'], tag)) {
    response.writeHead(304, { ...always, ETag: tag }).end()
    return
  }
  response.writeHead(status, {
    ...always,
    ...(tag && { ETag: tag }),
    'Content-Type': typeOf(reply, form),
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** 303: the browser fetches the page, and a reload does not send the form again. */
export function sendSeeOther(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location, 'Content-Length': 0, 'Cache-Control': 'no-store' }).end()
}

function formsOf([first, ...others]: Call['forms'], { xml, text }: Reply): Call['forms'] {
  if (xml === undefined) return ['json']
  return text === undefined ? [first, ...others] : [first, ...others, 'text']
}

function bodyOf({ json, xml = '', text = '' }: Reply, form: Form): string {
  if (form === 'json') return `${JSON.stringify(json)}\n`
  return form === 'text' ? text : `${[...prologLines(), xml].join('\n')}\n`
}

function typeOf({ problem }: Reply, form: Form): string {
  if (form === 'text') return 'text/plain; charset=utf-8'
  const own = problem === 'both' || (problem === 'json' && form === 'json')
  return `application/${own ? 'problem+' : ''}${form}; charset=utf-8`
}

/** RFC 9110, 13.1.2: compared weakly. */
function names(header: string | undefined, tag: string): boolean {
  const tags = (header ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}

/** The forms an answer may have; `Accept` chooses. `file`: the bytes as they are. */
export type Form = 'xml' | 'json' | 'text' | 'file'

const TYPES: Readonly<Record<Form, readonly string[]>> = {
  xml: ['application/xml', 'text/xml', 'application/problem+xml'],
  json: ['application/json', 'application/problem+json'],
  text: ['text/plain'],
  file: ['application/octet-stream'],
}

/**
 * The form with the highest quality; of equal ones the first in `forms`. The first of all without Accept, or when Accept admits
 * none: an answer in another form is more useful than 406.
 */
export function chooseForm(accept: string | undefined, forms: readonly [Form, ...Form[]]): Form {
  const ranges = (accept ?? '').split(',').flatMap(readRange)
  const choices = forms.map((form) => ({ form, quality: qualityOf(TYPES[form], ranges) }))
  const best = choices.reduce((a, b) => (b.quality > a.quality ? b : a))
  return best.quality > 0 ? best.form : forms[0]
}

type Range = { type: string; quality: number }

function readRange(entry: string): Range[] {
  const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
  if (!/^[^\s/]+\/[^\s/]+$/.test(type)) return []
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  if (weight === undefined) return [{ type, quality: 1 }]
  return [{ type, quality: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 }]
}

/** Of a type that Accept names; otherwise of the range that covers the first type. */
function qualityOf(types: readonly string[], ranges: readonly Range[]): number {
  const named = ranges.filter(({ type }) => types.includes(type))
  if (named.length > 0) return Math.max(...named.map(({ quality }) => quality))
  const kind = types[0]?.split('/')[0]
  const range = ranges.find(({ type }) => type === `${kind}/*`) ?? ranges.find(({ type }) => type === '*/*')
  return range?.quality ?? 0
}

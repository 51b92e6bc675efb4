// Answers: XML by default, JSON or text by Accept, with the same names (contracts: "Gateway").
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { prologLines } from '#lib/xml.ts'
import { chooseForm } from './negotiate.ts'
import type { Form } from './route.ts'

/** One answer in each of its forms. `problem`: a refusal, which has types of its own (RFC 9457). */
export type Reply = {
  status: number
  headers?: Record<string, string>
  json: object
  /** Without the XML declaration. */
  xml: string
  /** For answers that also come as plain text. */
  text?: string
  problem?: 'both' | 'json'
  /** Sends an ETag, and 304 when If-None-Match has it. */
  tagged?: true
}

export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const { status, headers = {} } = reply
  const form = chooseForm(request.headers.accept, reply.text === undefined ? ['xml', 'json'] : ['xml', 'json', 'text'])
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

function bodyOf({ json, xml, text = '' }: Reply, form: Form): string {
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

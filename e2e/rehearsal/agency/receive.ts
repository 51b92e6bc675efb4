// POST /filoverforing/{tjanst}: a file comes in.
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { element, textElement } from '#lib/xml.ts'
import { answerFault, answerXml, type Fault } from './answer.ts'
import type { Behaving, Rule } from './behaviour.ts'
import type { Ledger, VerdictEntry } from './ledger.ts'

export type Agency = { ledger: Ledger; behaviour: Behaving }
export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  /** The organisation in the client certificate: 10 digits. */
  client: string
  mayActFor: (orgnr: string) => boolean
  /** Breaks the line with a reset. */
  reset: () => void
}
type Message = { messageId: string | null; orgnr: string; tjanst: string; digest: string | undefined }
type Body = { bytes: number; sha256: string }

export async function receiveSubmission(agency: Agency, exchange: Exchange, tjanst: string): Promise<void> {
  const { request, response, reset } = exchange
  const message = readHeaders(exchange, tjanst)
  if ('status' in message) return refuse(exchange, message)
  const rule = agency.behaviour.ruleFor(message.orgnr)
  if (rule?.mode === 'reset-before-body') return reset()
  if (request.headers.expect) response.writeContinue()
  if (rule?.mode === 'reset-mid-body') return breakInBody(exchange)

  const body = await readBody(request)
  if (message.digest && message.digest !== body.sha256)
    return answerFault(response, { status: 400, code: 'DIGEST', text: 'Kontrollsumman stämmer inte' })
  const known = knownMessage(agency, message)
  // A receiver that drops repeats looks for the message id before it judges the file: an accepted file is not refused later.
  if (rule && !stores(rule) && !(known && rule.mode === 'reject')) return turnAway(response, rule)
  // Looked up before this file gets an entry of its own.
  const earlier = agency.ledger.entries().findLast((entry) => entry.messageId !== message.messageId)
  const entry = known ? await repeat(agency, known) : await store(agency, message, body, rule)
  return answerStored(exchange, rule?.mode === 'old-receipt' ? (earlier ?? entry) : entry, rule)
}

function readHeaders({ request, mayActFor }: Exchange, tjanst: string): Message | Fault {
  const orgnr = header(request, 'x-arbetsgivare')?.slice(-10)
  if (!orgnr || !/^\d{10}$/.test(orgnr)) return { status: 400, code: 'ARBETSGIVARE', text: 'X-Arbetsgivare saknas eller är fel' }
  if (!mayActFor(orgnr)) return { status: 403, code: 'BEHORIGHET', text: 'Certifikatet gäller inte för den arbetsgivaren' }
  const stated = header(request, 'repr-digest')
  const digest = stated && /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(stated)?.[1]
  if (stated && !digest) return { status: 400, code: 'DIGEST', text: 'Repr-Digest går inte att läsa' }
  return {
    messageId: header(request, 'idempotency-key') ?? null,
    orgnr,
    tjanst,
    digest: digest ? Buffer.from(digest, 'base64').toString('hex') : undefined,
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

function refuse({ request, response }: Exchange, fault: Fault): void {
  request.resume()
  answerFault(response, fault, { connection: 'close' })
}

function breakInBody({ request, reset }: Exchange): void {
  request.once('data', reset)
  request.once('end', reset)
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

const stores = ({ mode }: Rule) => !(mode === 'reject' || mode === 'hang' || mode === 'html-answer' || mode.startsWith('status-'))

function turnAway(response: ServerResponse, rule: Rule): void {
  if (rule.mode === 'hang') return
  if (rule.mode === 'reject') answerFault(response, { status: 422, code: 'AVVISAD', text: 'Filen tas inte emot' })
  else if (rule.mode === 'html-answer') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end('<!doctype html><title>Logga in</title><h1>Logga in</h1>')
  } else {
    const status = Number(rule.mode.slice('status-'.length))
    const headers: Record<string, string> = rule.retryAfter === undefined ? {} : { 'retry-after': String(rule.retryAfter) }
    answerFault(response, { status, code: `HTTP-${status}`, text: 'Försök igen senare' }, headers)
  }
}

/** A repeated message id gets the first receipt, unless the agency does not drop repeats. */
function knownMessage({ ledger, behaviour }: Agency, { messageId }: Message): VerdictEntry | undefined {
  return behaviour.current().dedupe && messageId ? ledger.byMessageId(messageId) : undefined
}

async function repeat({ ledger }: Agency, entry: VerdictEntry): Promise<VerdictEntry> {
  await ledger.repeat(entry)
  return entry
}

async function store({ ledger }: Agency, message: Message, body: Body, rule: Rule | undefined): Promise<VerdictEntry> {
  const { digest: _, ...sender } = message
  const receivedAt = new Date().toISOString()
  const entry: VerdictEntry = {
    ...sender,
    channel: 'https',
    ...body,
    kvittensId: `FK-${receivedAt.slice(0, 10).replaceAll('-', '')}-${randomBytes(8).toString('hex').toUpperCase()}`,
    receivedAt,
    repeats: 0,
    verdict: rule?.mode === 'error-later' ? 'underkand' : 'godkand',
  }
  await ledger.accept(entry)
  return entry
}

async function answerStored({ response, reset }: Exchange, entry: VerdictEntry, rule: Rule | undefined): Promise<void> {
  if (rule?.mode === 'store-then-reset') return reset()
  if (rule?.mode === 'store-then-hang') return
  if (rule?.mode === 'empty-answer') {
    response.writeHead(202, { 'content-length': 0 })
    response.end()
    return
  }
  const xml = element('kvittens', `${textElement('kvittensID', entry.kvittensId)}${textElement('mottagen', entry.receivedAt)}`)
  if (rule?.mode !== 'slow') return answerXml(response, 202, xml)
  response.writeHead(202, { 'content-type': 'application/xml; charset=utf-8' })
  for (const part of xml.match(/.{1,16}/gs) ?? []) {
    response.write(part)
    await sleep(200)
  }
  response.end()
}

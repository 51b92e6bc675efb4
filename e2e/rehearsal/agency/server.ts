// The rehearsal agency (contracts.md): a receiver over mutual TLS that behaves as the control side says and keeps a ledger of
// the messages it accepted.
import { mkdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { answerFault, answerXml } from './answer.ts'
import { keepBehaviour } from './behaviour.ts'
import { createControl } from './control.ts'
import { type Ledger, openLedger, type VerdictEntry } from './ledger.ts'
import { keepOutgoing, type OutgoingFiles } from './outgoing.ts'
import { type Agency, type Exchange, receiveSubmission } from './receive.ts'

const APPROVED_AFTER_MS = 2_000
const DISAPPROVED_AFTER_MS = 5_000

export type AgencyOptions = {
  port: number
  controlPort: number
  /** Folder of ledger, behaviour and outgoing files. */
  dir: string
  /** PEM files; `certificate` holds the key too. */
  certificate: string
  ca: string
  crl: string
  /** The organisation whose certificate may act for every employer: 10 digits. */
  operator: string
}
export type RunningAgency = { port: number; controlPort: number; close: () => Promise<void> }

export async function startAgency(options: AgencyOptions): Promise<RunningAgency> {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 })
  const agency: Agency = {
    ledger: openLedger(join(options.dir, 'ledger.jsonl')),
    behaviour: keepBehaviour(join(options.dir, 'behaviour.json')),
  }
  const outgoing = keepOutgoing(join(options.dir, 'outgoing.json'))
  const server = createWire(options, agency, outgoing)
  const control = createControl(agency, outgoing)
  const port = await listen(server, options.port)
  const controlPort = await listen(control, options.controlPort)
  return {
    port,
    controlPort,
    async close() {
      await Promise.all([server, control].map(end))
      agency.ledger.close()
    },
  }
}

function createWire(options: AgencyOptions, agency: Agency, outgoing: OutgoingFiles): Server {
  const pem = readFileSync(options.certificate)
  const server = createServer({
    cert: pem,
    key: pem,
    ca: readFileSync(options.ca),
    crl: readFileSync(options.crl),
    minVersion: 'TLSv1.2',
    requestCert: true,
    rejectUnauthorized: true,
  })
  // A TLS socket cannot send a reset itself: remember the line below it.
  const lines = new Map<string, Socket>()
  server.on('connection', (line: Socket) => {
    const name = lineName(line)
    lines.set(name, line)
    line.once('close', () => lines.delete(name))
    line.on('error', () => {})
  })
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const client = clientOf(request.socket as TLSSocket)
    const mayActFor = (orgnr: string) => client === options.operator || client === orgnr
    const reset = () => void lines.get(lineName(request.socket))?.resetAndDestroy()
    request.on('error', () => {}) // the other side went away: nothing is stored then
    route(agency, outgoing, { request, response, client, mayActFor, reset }).catch(() => request.socket.destroy())
  }
  server.on('request', handle)
  server.on('checkContinue', handle)
  server.on('tlsClientError', () => {})
  return server
}

async function route(agency: Agency, outgoing: OutgoingFiles, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const asked = { ...exchange, behaviour: agency.behaviour }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://agency')
  const [first, second, ...more] = pathname.split('/').filter(Boolean)
  const call = more.length > 0 ? '' : `${request.method} ${first}${second === undefined ? '' : '/*'}`
  if (call === 'POST filoverforing/*' && /^[a-z][a-z0-9-]{0,49}$/.test(second ?? ''))
    return receiveSubmission(agency, exchange, second ?? '')
  if (request.headers.expect) response.writeContinue()
  request.resume()
  if (call === 'GET kvittens/*') return answerVerdict(response, agency.ledger, decodeURIComponent(second ?? ''))
  if (call === 'GET utfiler') return outgoing.list(asked)
  if (call === 'GET utfiler/*') return outgoing.fetch(asked, second ?? '')
  if (call === 'POST utfiler/*' && searchParams.get('kvittera') === '1') return outgoing.acknowledge(asked, second ?? '')
  answerFault(response, { status: 404, code: 'OKAND', text: 'Adressen finns inte' })
}

function clientOf(socket: TLSSocket): string {
  const serial: unknown = socket.getPeerCertificate().subject?.serialNumber
  return typeof serial === 'string' ? serial.slice(-10) : ''
}

const lineName = (socket: Socket) => `${socket.remoteAddress}|${socket.remotePort}`

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(address && typeof address === 'object' ? address.port : port)
    })
  })
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** GET /kvittens/{kvittensID}: what became of the file. */
function answerVerdict(response: ServerResponse, ledger: Ledger, kvittensId: string): void {
  const entry = ledger.byKvittensId(kvittensId)
  if (entry) answerXml(response, 200, verdictOf(entry))
  else answerFault(response, { status: 404, code: 'OKAND', text: 'Det finns ingen kvittens med det numret' })
}

function verdictOf({ verdict, receivedAt }: VerdictEntry): string {
  const age = Date.now() - Date.parse(receivedAt)
  if (age < (verdict === 'godkand' ? APPROVED_AFTER_MS : DISAPPROVED_AFTER_MS)) return '<besked status="mottagen"></besked>'
  if (verdict === 'godkand') return '<besked status="godkand"></besked>'
  return '<besked status="underkand"><orsak>Filen kunde inte läsas in</orsak></besked>'
}

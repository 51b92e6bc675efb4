// The https channel: a plain upload over mutual TLS, the way curl would do it.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { parseOrgnr, toEdgeOrgnr } from '#lib/identifiers.ts'
import { PayloadDamaged } from '#lib/store/open-payload.ts'
import { type Exchanged, exchange, openAnswer } from '#lib/wire/exchange.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import { type OwnCertificate, ownCertificateFault, readOwnCertificate, type TlsClient } from '#lib/wire/own-certificate.ts'
import { addressOf, type Receiver } from '#lib/wire/receiver.ts'
import { readOutcome, readVerdict } from '../read-answer.ts'
import type { Channel, OutgoingFile, PresenceAnswer, SendOptions } from './channel.ts'
import { openHttpsDeliveries } from './https-deliveries.ts'

/** An employer’s own certificate that cannot be read. */
const UNREADABLE = 'own-certificate-unreadable'

/** What a receiver does that does not let a certificate in: of a company's own it concerns that company alone. */
const NOT_LET_IN = ['tls-refused', 'connect-failed', 'broken-before-body', 'reset', 'status-401', 'status-403']

/** A receiver that works answers a question within this. */
const PRESENCE_MS = 10_000

/** Reads certificates and keys once; what has changed on disk counts from the next opening. */
export function openHttpsChannel(receiver: Receiver): Channel {
  const { tls, limits, answers } = receiver
  const trust = { ca: readFileSync(tls.ca), crl: tls.crl ? readFileSync(tls.crl) : undefined }
  const own = openClient(receiver, trust, readOwnCertificate(tls.certificate, tls.key))
  const employers = new Map<string, TlsClient>()
  const clientFor = (orgnr: string): TlsClient => {
    const file = tls.employerCertificates && join(tls.employerCertificates, `${toEdgeOrgnr(orgnr)}.pem`)
    if (!file || !existsSync(file)) return own
    const client = employers.get(orgnr) ?? openClient(receiver, trust, readOwnCertificate(file, file))
    employers.set(orgnr, client)
    return client
  }
  /** Undefined when its file is half written, or no certificate. */
  const readableClient = (orgnr: string): TlsClient | undefined => {
    try {
      return clientFor(orgnr)
    } catch {
      return undefined
    }
  }
  let saysContinue = false
  const holdBodyMs = (holdBody: SendOptions['holdBody']) => {
    const holds = holdBody === 'always' || (holdBody === 'if-known' && saysContinue)
    return holds && limits.continueMs > 0 ? limits.quietMs : undefined
  }
  return {
    async send(file, signal, { onProgress, holdBody } = {}) {
      const client = readableClient(file.orgnr)
      if (!client) return { kind: 'unsent', code: UNREADABLE, fault: 'employer', retryAfterMs: null, answer: null }
      const { agent, certificate } = client
      const now = new Date()
      const fault = ownCertificateFault(certificate, now)
      if (fault)
        return {
          kind: 'unsent',
          code: fault,
          fault: certificate === own.certificate ? 'line' : 'employer',
          retryAfterMs: null,
          answer: null,
        }
      const { submit, headers } = receiver
      const exchanged = await exchange(
        {
          url: addressOf(receiver, submit.path, { tjanst: file.service, arbetsgivare: toEdgeOrgnr(file.orgnr) }),
          method: submit.method,
          headers: {
            'Content-Type': 'application/octet-stream',
            [headers.employer]: toEdgeOrgnr(file.orgnr),
            [headers.fileName]: encodeURIComponent(file.fileName),
            [headers.messageId]: file.messageId,
            // RFC 9530
            [headers.digest]: `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
          },
          agent,
          limits,
          body: { bytes: file.bytes, open: () => wholeOrCut(file) },
          holdBodyMs: holdBodyMs(holdBody),
          onProgress,
          onContinue: () => {
            saysContinue = true
          },
        },
        signal,
      )
      const outcome = outcomeOf(exchanged, answers)
      const isNotLetIn = outcome.kind === 'unsent' && NOT_LET_IN.includes(outcome.code)
      return isNotLetIn && certificate !== own.certificate ? { ...outcome, fault: 'employer' } : outcome
    },

    async askPresence(receipt, signal): Promise<PresenceAnswer> {
      const url = questionOf(receiver, receipt)
      if (!url) return { kind: 'none' }
      // As the operator, also of an employer's receipt: any answer will do, and an employer's certificate may not be let in.
      const { agent } = own
      const soon = (waitMs: number) => Math.min(waitMs, PRESENCE_MS)
      const soonLimits = { ...limits, connectMs: soon(limits.connectMs), headersMs: soon(limits.headersMs) }
      const answer = await openAnswer({ url, method: 'GET', agent, limits: soonLimits }, signal)
      if (answer.kind === 'broken') return { kind: 'silent', code: answer.code }
      answer.close()
      return { kind: 'answered' }
    },

    async askVerdict({ kvittensId, orgnr }, signal) {
      if (receiver.verdictPath === null) return { kind: 'none', code: 'not-asked' }
      const url = addressOf(receiver, receiver.verdictPath, { kvittensID: kvittensId })
      const client = readableClient(orgnr)
      if (!client) return { kind: 'none', code: UNREADABLE, fault: 'employer' }
      const { agent, certificate } = client
      const exchanged = await exchange({ url, method: 'GET', agent, limits }, signal)
      if (exchanged.kind === 'answer') return readVerdict(exchanged.answer, answers)
      const { code } = exchanged
      const isNotLetIn = certificate !== own.certificate && NOT_LET_IN.includes(code)
      return { kind: 'none', code, ...(isNotLetIn && { fault: 'employer' }) }
    },

    deliveries: openHttpsDeliveries(receiver, {
      clientFor,
      // The operator's own certificate lists everybody's files, an employer's only that employer's.
      clients: () => [own, ...employersIn(tls.employerCertificates).flatMap((orgnr) => readableClient(orgnr) ?? [])],
    }),
    obstacle: (now) => ownCertificateFault(own.certificate, now),
    certificateEndsAt: own.certificate.endsAt,
    retire() {
      for (const { agent } of [own, ...employers.values()]) retireAgent(agent)
    },
  }
}

/** A list shows that the receiver is there, and so does a verdict; undefined where it has neither. */
function questionOf(receiver: Receiver, receipt: { kvittensId: string } | null): URL | undefined {
  const { deliveries, verdictPath } = receiver
  if (deliveries) return addressOf(receiver, deliveries.listPath)
  return verdictPath === null || !receipt ? undefined : addressOf(receiver, verdictPath, { kvittensID: receipt.kvittensId })
}

/** Whose certificates the folder holds. */
function employersIn(folder: string | undefined): string[] {
  const names = folder ? readdirSync(folder) : []
  return names.flatMap((name) => parseOrgnr(name.replace(/\.pem$/, '')) ?? [])
}

function openClient(
  { limits }: Receiver,
  trust: { ca: Buffer; crl: Buffer | undefined },
  certificate: OwnCertificate,
): TlsClient {
  const agent = new Agent({
    keepAlive: true,
    // Two more for questions while all connections send, and four for files that try the line while all of those are silent.
    maxSockets: limits.connections + 6,
    maxFreeSockets: limits.connections,
    // Every new connection shows and checks certificates anew.
    maxCachedSessions: 0,
    cert: certificate.cert,
    key: certificate.key,
    ca: trust.ca,
    ...(trust.crl && { crl: trust.crl }),
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  })
  return { agent, certificate }
}

/** Sockets in use finish what they do and are then closed, idle ones at once. */
function retireAgent(agent: Agent): void {
  agent.maxFreeSockets = 0
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
}

/** The bytes as they were handed in, or an end before the end: the last piece leaves only when the whole is right (R5). */
async function* wholeOrCut({ open, bytes, sha256 }: OutgoingFile): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  let length = 0
  let held: Uint8Array | undefined
  for await (const chunk of open()) {
    if (held) yield held
    hash.update(chunk)
    length += chunk.length
    if (length > bytes) break
    held = chunk
  }
  if (length !== bytes || hash.digest('hex') !== sha256) throw new PayloadDamaged('not the bytes that were handed in')
  if (held) yield held
}

/** What else is told of a line that breaks before the body. */
const BEFORE_BODY = ['no-continue', 'tls-refused', 'aborted']

function outcomeOf(exchanged: Exchanged, table: Receiver['answers']): Outcome {
  if (exchanged.kind === 'answer') {
    const outcome = readOutcome(exchanged.answer, table, new Date())
    // A receipt for a file that had not left us is not ours.
    if (outcome.kind === 'accepted' && !exchanged.bodySentWhole)
      return { kind: 'unknown', code: 'answer-too-early', answer: outcome.answer }
    return outcome
  }
  const { code, progress } = exchanged
  const unsent = { kind: 'unsent', retryAfterMs: null, answer: null } as const
  // The body was cut on purpose: its length was promised, so nobody can take it for whole.
  if (code === 'payload-damaged') return { ...unsent, code, fault: 'payload' }
  if (progress === 'headers')
    return { ...unsent, code: BEFORE_BODY.includes(code) ? code : 'broken-before-body', fault: 'receiver' }
  if (progress === 'nothing') return { ...unsent, code, fault: code === 'receiver-certificate' ? 'line' : 'receiver' }
  return { kind: 'unknown', code, answer: null }
}

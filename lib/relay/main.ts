// The relay process. Here: claiming and sending submissions, verdicts, deliveries from FK, mails, revocation answers,
// housekeeping; channels/ holds the ways to a receiver. Not here: what is written to the database (lib/submissions,
// lib/deliveries and the other verbs) and the TLS client (lib/wire). One receiver each, as many relays as there are receivers
// or more: they meet in Postgres and the payload store alone.
import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import { startBeats } from '#lib/beat.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { openDb } from '#lib/db.ts'
import { countSetAside } from '#lib/deliveries/end-arrival.ts'
import { type RelayEnv, relayEnv } from '#lib/env.ts'
import { listenTo } from '#lib/listen.ts'
import { openLog } from '#lib/log.ts'
import { openMailer } from '#lib/mail.ts'
import { certificatesIn } from '#lib/pki/find-chain.ts'
import { readPem } from '#lib/pki/pem.ts'
import { databaseNeed, listenForProbes, openProbe } from '#lib/probe.ts'
import { areKeysThere } from '#lib/store/payload-keys.ts'
import { readAgeKeys } from '#lib/store/read-age-keys.ts'
import { requireStore } from '#lib/store/store.ts'
import type { CallTerms } from '#lib/wire/call-target.ts'
import { loadReceiver } from '#lib/wire/receiver.ts'
import { openHttpsChannel } from './channels/https.ts'
import { findKeys, identityFor } from './keep-keys.ts'
import { NOTHING_NOTED } from './keep-line.ts'
import { createLine } from './line.ts'
import { run } from './loop.ts'
import { readSilence } from './operator/find-conditions.ts'
import { openWatch } from './operator/watch-operation.ts'
import { findStore, type Relay, reloadReceiver } from './relay.ts'
import { sendCapacity } from './send-capacity.ts'
import { createWaker } from './waker.ts'

/** A loop that has not turned for so long hangs: it waits a second at most, and for a database that breaks some seconds. */
const TURN_MS = 5 * 60_000

const env = relayEnv()
const log = openLog({ process: 'relay', instance: env.INSTANCE, level: env.LOG_LEVEL })
const receiver = loadReceiver(env.RECEIVER_FILE)
const db = openDb(env.DATABASE_URL, { max: receiver.limits.connections + 6 })
const keys = env.PAYLOAD_KEYS
const relay: Relay = {
  db,
  name: env.INSTANCE,
  log,
  payloads: { dir: env.PAYLOAD_DIR, identity: identityFor({ db, keys }, oldIdentity(env)) },
  keys,
  webhookIdentity: readAgeKeys(env.WEBHOOK_IDENTITY),
  deliveries: env.DELIVERY_RECIPIENT ? { recipient: env.DELIVERY_RECIPIENT, keepDays: env.DELIVERY_KEEP_DAYS } : null,
  keepDays: env.SUBMISSION_KEEP_DAYS,
  receiver,
  channel: openHttpsChannel(receiver),
  line: createLine(),
  noted: { ...NOTHING_NOTED },
  epoch: { known: null, begunAt: Number.NEGATIVE_INFINITY, hasMoved: false },
  jitter: Math.random,
  turnedAt: performance.now(),
  mail: mailOf(env),
  revocation: revocationOf(env),
  operator: env.OPERATOR_MAIL.length > 0 ? openWatch(env.OPERATOR_MAIL, env.OPERATOR_LANGUAGE) : undefined,
  webhooks: callTermsOf(env),
  headsFile: env.AUDIT_HEADS,
}
if (!relay.operator) log.warn('no-operator-mail')
if (!relay.headsFile) log.warn('no-audit-heads')

const [asked, now] = [new AbortController(), new AbortController()]
const waker = createWaker()
const { wake } = waker
const stopListening = listenTo({ url: env.DATABASE_URL, channel: 'kvittens_due', heard: wake, begun: wake, log })
let isStoreFound = false
const stopBeats = startBeats({ db: relay.db, process: 'relay', instance: relay.name, log }, tellState)
listenForProbes(
  env,
  openProbe({
    needs: [
      databaseNeed(relay.db),
      { name: 'payloads', ask: () => requireStore(env.PAYLOAD_DIR) },
      { name: 'payload-keys', ask: requireKeys },
      { name: 'identity', ask: requireIdentity },
    ],
    isStopping: () => asked.signal.aborted,
    isTurning: () => performance.now() - relay.turnedAt < TURN_MS,
    log,
  }),
  log,
)
process.on('SIGHUP', () => {
  reloadReceiver(relay, env.RECEIVER_FILE)
  waker.wake()
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(signal))

log.info('started', { channel: receiver.channel })
await run(relay, { asked: asked.signal, now: now.signal }, waker)
await stopBeats()
await stopListening()
relay.channel.retire()
relay.mail?.mailer.close()
await relay.db.close()
process.exit(0)

function stop(signal: string): void {
  log.info('stopping', { signal })
  asked.abort()
  setTimeout(() => {
    now.abort()
    relay.mail?.mailer.close()
  }, relay.receiver.limits.stopMs).unref()
}

async function tellState() {
  // Once; again only when the database could not answer.
  if (!isStoreFound) {
    await findStore(relay)
    await findKeys(relay)
    if (relay.operator) relay.operator.relaysSilentFrom = await readSilence(relay.db)
  }
  isStoreFound = true
  const { why } = await sendCapacity(relay, 0, new Date())
  const daysLeft = Math.floor((relay.channel.certificateEndsAt.getTime() - Date.now()) / DAY_MS)
  const aside = Object.fromEntries((await countSetAside(relay)).map(({ fault, count }) => [fault, count]))
  return {
    line: why ?? 'open',
    certificateDaysLeft: daysLeft,
    mail: relay.mail ? 'on' : 'off',
    operatorMail: relay.operator ? 'on' : 'off',
    deliveriesSetAside: aside,
  }
}

async function requireKeys(): Promise<void> {
  if (!(await areKeysThere(keys))) throw new Error('payload-keys-away')
}

function oldIdentity({ PAYLOAD_IDENTITY: file }: RelayEnv): string | undefined {
  return file === undefined ? undefined : readAgeKeys(file)
}

async function requireIdentity(): Promise<void> {
  const obstacle = relay.channel.obstacle(new Date())
  if (obstacle) throw new Error(obstacle)
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from, PUBLIC_URL: publicUrl }: RelayEnv): Relay['mail'] {
  return url && from && publicUrl ? { mailer: openMailer({ url, from }), publicUrl } : undefined
}

function revocationOf({ GATEWAY_CA: ca, REVOCATION_HOSTS: hosts }: RelayEnv): Relay['revocation'] {
  if (!ca || hosts.length === 0) return undefined
  const authorities = certificatesIn(readPem(readFileSync(ca, 'latin1')))
  return { authorities, hosts, known: new Map(), wantedAt: Number.NEGATIVE_INFINITY }
}

function callTermsOf({ WEBHOOK_ALLOW: range, WEBHOOK_CA: ca }: RelayEnv): CallTerms {
  return { range, ...(ca && { ca: [...rootCertificates, readFileSync(ca, 'utf8')] }) }
}

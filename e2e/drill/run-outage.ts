// One outage from before to after: files come by the gateway all the while, and in the end the portal's books are compared with
// the agency's.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, openDb } from '#lib/db.ts'
import { logInForCookie } from '../fixtures/log-in.ts'
import { sickFile } from '../fixtures/web.ts'
import { agencyControl } from '../rehearsal/agency/control-client.ts'
import type { Running } from '../rehearsal/local/start.ts'
import { OUTAGE_KINDS } from './outage-kinds.ts'
import { type SurfaceTimes, surfacesOf, timesOf, watchSurfaces } from './watch-surfaces.ts'

/** `everyMs`: between two files. `burst`: files that come at once with the outage. `withinMs`: in which all must be over after it. */
export type OutageInput = {
  kind: keyof typeof OUTAGE_KINDS
  seconds: number
  pages: boolean
  everyMs: number
  burst: number
  withinMs: number
}
export type OutageResult = {
  surfaces: Record<string, SurfaceTimes>
  files: number
  /** Files whose fate was unknown at some time, and those of them that were under way when the outage began or within a second. */
  unknown: number
  underWay: number
  /** Seconds from the outage's end until the last file was with the agency. */
  drainedS: number | null
  /** Every disagreement with the agency's book; none is what we want. */
  faults: string[]
}

export async function runOutage(running: Running, input: OutageInput): Promise<OutageResult> {
  const db = openDb(running.databaseUrl, { max: 4 })
  const sender = openSender(running)
  const watching = new AbortController()
  try {
    const from = new Date()
    const portal = input.pages ? running.settings.publicUrl : null
    const surfaces = surfacesOf({ db, portal, cookie: await cookieOf(db, running), submissionPage: () => pageOf(sender.last()) })
    for (let n = 0; n < 5; n++) await sender.send()
    await until(async () => (await waiting(db, from)) === 0, 60_000)
    const watched = watchSurfaces(surfaces, watching.signal)
    await sleep(1_000)

    const begun = await outage(running, input, sender, db)
    const { ended } = begun
    const drainedAt = (await until(async () => (await waiting(db, from)) === 0, input.withinMs)) ? performance.now() : null
    const isBack = async () =>
      (await Promise.all(Object.values(surfaces).map((ask) => ask().catch(() => null)))).every((told) => !told)
    await until(isBack, ended + input.withinMs - performance.now())
    await sleep(1_500)
    watching.abort()
    const samples = await watched
    const books = await compareBooks(running, db, { from, references: sender.all() })
    return {
      surfaces: Object.fromEntries([...samples].map(([name, said]) => [name, timesOf(said, begun)])),
      files: sender.all().length,
      underWay: begun.underWay,
      drainedS: drainedAt === null ? null : Math.round((drainedAt - ended) / 100) / 10,
      ...books,
    }
  } finally {
    watching.abort()
    sender.close()
    await db.close()
  }
}

async function outage(running: Running, { kind, seconds, everyMs, burst }: OutageInput, sender: Sender, db: Db) {
  await OUTAGE_KINDS[kind].begin(running)
  const begun = performance.now()
  const counted = sleep(1_000).then(() => underWayCount(db))
  try {
    await Promise.all(Array.from({ length: burst }, () => sender.send()))
    while (performance.now() < begun + seconds * 1_000) {
      await sleep(everyMs)
      await sender.send()
    }
  } finally {
    await OUTAGE_KINDS[kind].end(running)
  }
  const ended = performance.now()
  for (let n = 0; n < 5; n++) await sender.send()
  return { begun, ended, underWay: await counted }
}

async function underWayCount({ prisma }: Db): Promise<number> {
  return await prisma.submission.count({ where: { sendingAt: { not: null } } })
}

async function waiting({ prisma }: Db, from: Date): Promise<number> {
  return await prisma.submission.count({ where: { submittedAt: { gte: from }, nextAttemptAt: { not: null } } })
}

/** R2 and R3: every file that was answered is with the agency, once, with the same bytes. */
async function compareBooks({ settings }: Running, { prisma }: Db, { from, references }: { from: Date; references: string[] }) {
  const rows = await prisma.submission.findMany({ where: { submittedAt: { gte: from } }, omit: { report: true } })
  const ledger = await agencyControl(settings.ports.agencyControl).ledger()
  const byMessage = Map.groupBy(ledger, ({ messageId }) => messageId ?? '')
  const known = new Set(rows.map(({ reference }) => reference))
  const faults = references.filter((reference) => !known.has(reference)).map((reference) => `${reference} is lost`)
  for (const { reference, messageId, sha256, deliveredAt } of rows) {
    const entries = byMessage.get(messageId) ?? []
    if (!deliveredAt) faults.push(`${reference} is not delivered`)
    if (entries.length !== 1) faults.push(`the agency took ${reference} ${entries.length} times`)
    if (entries.some((entry) => entry.sha256 !== sha256)) faults.push(`the agency has other bytes of ${reference}`)
  }
  return { unknown: rows.filter(({ unknownAt }) => unknownAt).length, faults }
}

type Sender = { send: () => Promise<void>; all: () => string[]; last: () => string | undefined; close: () => void }

/** The first seeded company, by its certificate. */
function openSender({ settings, pki, people }: Running): Sender {
  const orgnr = people[0]?.employers[0]?.orgnr ?? ''
  const pem = readFileSync(pki.employer(orgnr))
  const agent = new Agent({ keepAlive: true, maxSockets: 8, cert: pem, key: pem, ca: readFileSync(pki.ca) })
  const references: string[] = []
  const url = `https://localhost:${settings.ports.gateway}/filoverforing/sjukanmalan/sjuk.xml`
  const put = (file: Buffer) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const headers = { accept: 'application/json', 'idempotency-key': randomUUID(), 'content-length': file.length }
      const sent = request(url, { agent, method: 'PUT', headers }, (answer) => {
        text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject)
      })
      sent.on('error', reject).end(file)
    })
  return {
    async send() {
      const { status, body } = await put(Buffer.from(sickFile({ employer: orgnr })))
      if (status !== 201 && status !== 202) throw new Error(`the gateway answered ${status}: ${body}`)
      references.push((JSON.parse(body) as { referens: string }).referens)
    },
    all: () => references,
    last: () => references.at(-1),
    close: () => agent.destroy(),
  }
}

/** The last that was handed in: it waits as long as the outage lasts. */
const pageOf = (reference: string | undefined) => reference && `/inlamningar/${reference}`

async function cookieOf(db: Db, { people, settings }: Running): Promise<string> {
  const person = await db.prisma.person.findFirstOrThrow({ where: { name: people[0]?.name ?? '' } })
  return (await logInForCookie({ db, now: new Date() }, { personId: person.id, portal: settings.publicUrl })).cookie
}

/** False: not within that time. */
async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const last = performance.now() + withinMs
  while (performance.now() < last) {
    if (await isSo()) return true
    await sleep(200)
  }
  return false
}

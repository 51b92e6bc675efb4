// A drill of what people and systems are told: files of two companies through the real gateway, relay and agency, mails to the
// rehearsal mail server, calls to a webhook target of its own over TLS.
//   node e2e/drill/tell.ts                   500 files: each event in one mail for each address and one call, and nothing of a file in any
//   node e2e/drill/tell.ts --files 50 --kills    the same while relay is killed (kill -9) every few seconds
// The hour of the digest is not waited for: the times of the mails' rows are set back by one.
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Db, openDb } from '#lib/db.ts'
import { NOTICE_TOPICS } from '#lib/notices/events.ts'
import { newWebhookSecret, sealSecret } from '#lib/webhooks/webhook-secret.ts'
import { WEBHOOK_TYPES } from '#lib/webhooks/webhook-types.ts'
import { readMail } from '../fixtures/mails.ts'
import { passHours } from '../fixtures/post.ts'
import { setRecipients } from '../fixtures/recipients.ts'
import { startTarget, type TargetServer } from '../fixtures/target-server.ts'
import { SICK_PERSONS, sickFile } from '../fixtures/web.ts'
import { agencyControl } from '../rehearsal/agency/control-client.ts'
import { makeSecrets } from '../rehearsal/local/secrets.ts'
import { freePorts, settingsFor } from '../rehearsal/local/settings.ts'
import { type Running, startEverything } from '../rehearsal/local/start.ts'
import { PEOPLE, SEEDED_EMPLOYERS } from '../rehearsal/people.ts'
import { loadAuthority } from '../rehearsal/pki/authority.ts'
import { findCanaries, judgeTold, type ToldReport } from './judge-told.ts'

/** `disapproves`: the agency disapproves of some files, which takes it five seconds. */
export type TellDrill = {
  files: number
  kills: boolean
  disapproves: boolean
  dir: string
  databaseUrl?: string
  say?: (line: string) => void
}
export type TellResult = ToldReport & { canaries: string[]; kills: number; digestsAnHour: number }

const AT_ONCE = 8
const KILL_EVERY_MS = 2_500
const KILLS = 12
const SLOW_MS = 300
const SETTLED_WITHIN_MS = 200_000
const FILE_NAME = 'Karin-Canarius-sjuk.xml'
/** Seconds hold what else takes minutes. */
const HASTE = { polling: { firstMs: 300, maxMs: 1_000 }, retry: { firstMs: 300, maxMs: 2_000 } }

/** Nothing of what was handed in, and nobody's name or number. */
const CANARIES = [
  ...['Canarius', 'Karin'],
  ...SICK_PERSONS.flatMap((person) => [person.slice(2), `${person.slice(2, 8)}-${person.slice(8)}`]),
  ...PEOPLE.flatMap(({ name, personnummer }) => [name, personnummer.slice(2)]),
]

export async function drillTelling({
  files,
  kills,
  disapproves,
  dir,
  databaseUrl,
  say = () => {},
}: TellDrill): Promise<TellResult> {
  const settings = settingsFor(dir, await freePorts(), databaseUrl)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'agency.json'), JSON.stringify(HASTE))
  const running = await startEverything(settings, { pages: false })
  const owner = openDb(running.databaseUrl, { max: 4 })
  const target = await startTarget({}, await loadAuthority(read(running.pki.ca), read(join(running.pki.dir, 'ca-key.pem'))))
  try {
    await subscribe(owner, { target, recipient: (await makeSecrets(dir)).webhookRecipient })
    const agency = agencyControl(settings.ports.agencyControl)
    const share = [{ mode: 'reject', share: 0.2 } as const, { mode: 'store-then-reset', share: 0.05 } as const]
    await agency.behave({ rules: disapproves ? [...share, { mode: 'error-later', share: 0.2 }] : share })
    // A call that is under way when relay is killed comes once more.
    if (kills) target.answer((response) => void setTimeout(() => response.writeHead(204).end(), SLOW_MS))
    const killing = kills ? killRelay(running) : undefined
    // Reported where it is waited for.
    killing?.catch(() => {})
    for (const { orgnr } of SEEDED_EMPLOYERS)
      await agency.deliver({ orgnr, tjanst: 'sjukanmalan', filnamn: FILE_NAME, base64: Buffer.from('hej').toString('base64') })
    await handInAll(running, files)
    say(`${files} files handed in`)
    // What waits for the lease of a relay that died waits in peace.
    const killed = (await killing) ?? 0
    await until(
      async () => (await countOpen(owner)) === 0,
      async () => `${await countOpen(owner)} things are not told of yet`,
    )
    const early = mailsIn(dir)
    const digestsAnHour = await mailTheRest(owner)
    say(`${early.length} mails at once, ${mailsIn(dir).length} when the hour was over; relay killed ${killed} times`)
    const mails = mailsIn(dir)
    const told = await judgeTold(owner, { mails, calls: target.calls, hostname: new URL(settings.publicUrl).hostname })
    const canaries = findCanaries(CANARIES, { ...seenIn(mails, target), ...logsIn(dir) })
    return { ...told, canaries, kills: killed, digestsAnHour }
  } finally {
    await target.stop()
    await owner.close()
    await running.stop()
  }
}

const read = (file: string) => readFileSync(file, 'utf8')

/** Two addresses and a webhook for each company, for all there is. */
async function subscribe(owner: Db, { target, recipient }: { target: TargetServer; recipient: string }): Promise<void> {
  for (const [index, { id }] of (await owner.prisma.employer.findMany({ orderBy: { orgnr: 'asc' } })).entries()) {
    await setRecipients(owner, id, [`lon${index}@exempel.test`, `hr${index}@exempel.test`], NOTICE_TOPICS)
    const secret = await sealSecret(newWebhookSecret(), recipient)
    const data = { employerId: id, url: target.url.replace(/\w+$/, `bolag${index}`), events: [...WEBHOOK_TYPES], secret }
    await owner.prisma.webhook.create({ data })
  }
}

async function handInAll({ settings, pki }: Running, count: number): Promise<void> {
  const ca = readFileSync(pki.ca)
  const agents = SEEDED_EMPLOYERS.map(({ orgnr }) => {
    const pem = readFileSync(join(pki.dir, `${orgnr}.pem`))
    return { orgnr, agent: new Agent({ keepAlive: true, maxSockets: AT_ONCE, cert: pem, key: pem, ca }) }
  })
  let next = 0
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const sender = agents[n % agents.length]
      if (sender) await handIn(sender, settings.ports.gateway, n)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  for (const { agent } of agents) agent.destroy()
}

/** Where the portal cannot take it just now the same file is sent again, as the answer says. */
async function handIn({ orgnr, agent }: { orgnr: string; agent: Agent }, port: number, n: number): Promise<void> {
  const file = Buffer.from(sickFile({ employer: orgnr, reference: `${n}-${randomUUID().slice(0, 8)}` }))
  for (let tries = 1; ; tries++) {
    const { status, body } = await put(agent, port, file)
    if (status <= 202) return
    if (status !== 503 || tries === 30) throw new Error(`the gateway answered ${status}: ${body.slice(0, 300)}`)
    await sleep(1_000)
  }
}

function put(agent: Agent, port: number, file: Buffer): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const url = `https://localhost:${port}/filoverforing/sjukanmalan/${FILE_NAME}`
    const sent = request(url, { agent, method: 'PUT', headers: { 'content-length': file.length } }, (came) => {
      text(came).then((body) => resolve({ status: came.statusCode ?? 0, body }), reject)
    })
    sent.on('error', reject).end(file)
  })
}

async function killRelay(running: Running): Promise<number> {
  let killed = 0
  while (killed < KILLS) {
    await sleep(KILL_EVERY_MS)
    const pid = running.pid('relay')
    if (pid) killed += tryKill(pid)
  }
  return killed
}

/** 1 unless it is dead already and not yet started anew. */
function tryKill(pid: number): number {
  try {
    process.kill(pid, 'SIGKILL')
    return 1
  } catch {
    return 0
  }
}

/** Files without an end that wait for nobody, events that are in no mail or call, and calls that wait. */
async function countOpen({ pool }: Db): Promise<number> {
  const { rows } = await pool.query<{ open: number }>(
    `SELECT ((SELECT count(*) FROM submission WHERE ended_at IS NULL AND held_at IS NULL AND disputed_at IS NULL)
       + (SELECT count(*) FROM event WHERE mailed_at IS NULL OR called_at IS NULL)
       + (SELECT count(*) FROM webhook_call WHERE next_attempt_at IS NOT NULL)
       + (SELECT abs(2 - count(*)) FROM delivery))::int AS open`,
  )
  return rows[0]?.open ?? 1
}

/** Sends the digests as if hours passed. Returns how many an address got for the first of them, at most. */
async function mailTheRest(owner: Db): Promise<number> {
  const count = async (condition: string) =>
    (
      await owner.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM notice WHERE kind IN ('needs', 'news') AND ${condition}`,
      )
    ).rows[0]?.n ?? 0
  const waiting = () => count('next_attempt_at IS NOT NULL')
  const isQuiet = async () => (await count('next_attempt_at <= now() OR lease_until > now()')) === 0
  let most = 0
  for (let hour = 0; (await waiting()) > 0; hour++) {
    await until(isQuiet, async () => 'mails that are due do not go')
    const { rows } = await owner.pool.query<{ most: number }>(
      `SELECT max(n)::int AS most FROM (SELECT count(*) AS n FROM notice WHERE kind IN ('needs', 'news') GROUP BY recipient, kind) AS each`,
    )
    if (hour === 0) most = rows[0]?.most ?? 0
    await passHours(owner, 1)
    await until(isQuiet, async () => 'mails that are due do not go')
  }
  return most
}

const mailsIn = (dir: string): string[] =>
  readdirSync(join(dir, 'mail'))
    .filter((name) => name.endsWith('.eml'))
    .map((name) => read(join(dir, 'mail', name)))

/** As they came, and as they are read. */
const seenIn = (mails: readonly string[], { calls }: TargetServer) => ({
  mails: mails.map((mail) => `${mail}\n${readMail(mail).subject}\n${readMail(mail).text}`).join('\n'),
  calls: JSON.stringify(calls),
})

const logsIn = (dir: string): Record<string, string> =>
  Object.fromEntries(readdirSync(join(dir, 'logs')).map((name) => [`the log ${name}`, read(join(dir, 'logs', name))]))

async function until(isSo: () => Promise<boolean>, what: () => Promise<string>): Promise<void> {
  const begun = performance.now()
  while (!(await isSo())) {
    if (performance.now() - begun > SETTLED_WITHIN_MS) throw new Error(await what())
    await sleep(100)
  }
}

if (import.meta.main) {
  const options = { files: { type: 'string', default: '500' }, kills: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ options })
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-tell-'))
  try {
    const result = await drillTelling({
      files: Number(values.files),
      kills: values.kills,
      disapproves: true,
      dir,
      say: console.log,
    })
    console.log(result)
    const repeats = values.kills ? 0 : result.repeated.mails + result.repeated.calls
    process.exitCode = result.missing.length + result.doubled.length + result.canaries.length + repeats === 0 ? 0 : 1
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

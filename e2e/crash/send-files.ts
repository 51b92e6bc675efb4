// Clients that do not give up: each sends the same file under the same key until it has been answered, by browser or by machine.
import { createHash, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:https'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { sickFile } from '../fixtures/web.ts'
import type { World, WorldSender } from './world.ts'

/**
 * A file that the portal has answered for. `wasDenied`: what the tries before were answered, when none left it open whether the
 * file was handed in; yet it was. `way`: the process that it was sent to.
 */
export type AnsweredUpload = {
  reference: string
  orgnr: string
  sha256: string
  bytes: number
  tries: number
  wasDenied?: string
  way?: 'web' | 'gateway'
  file?: Buffer<ArrayBuffer>
}
type Place = Pick<World, 'url' | 'gateway' | 'senders'>
/** `withinMs`: no file is begun later than this. `again`: what is handed in a second time, as something new, instead of new files. */
export type SendSteadilyInput = {
  count: number
  perSecond: number
  random: () => number
  cases: number
  withinMs?: number
  again?: AnsweredUpload[]
}

const AT_ONCE = 64
/** Far longer than it ever takes: only a portal that never answers again fails the run. */
const GIVE_UP_MS = 300_000
const ANSWER_WITHIN_MS = 30_000

/** Hands in `count` different files, evenly over time, a few at once; resolves when each has been answered. Throws when one never was. */
export async function sendSteadily(
  place: Place,
  { perSecond, again, withinMs = Number.POSITIVE_INFINITY, ...wish }: SendSteadilyInput,
): Promise<AnsweredUpload[]> {
  const count = again?.length ?? wish.count
  const files = Array.from({ length: count }, (_, n) => planOf(n, { place, ...wish, again: again?.[n] }))
  const answered: AnsweredUpload[] = []
  const begun = performance.now()
  const agents = new Map(place.senders.map(({ orgnr, pem }) => [orgnr, agentFor(pem, place.gateway.ca)]))
  let next = 0
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const plan = files[n]
      if (!plan || performance.now() - begun > withinMs) return
      await sleep(Math.max(0, begun + (n * 1000) / perSecond - performance.now()))
      const { sender, way } = plan
      const file = plan.file()
      const agent = agents.get(sender.orgnr)
      const post = way === 'web' ? postToWeb : (own: Post) => putToGateway(own, agent)
      answered.push({
        ...(await sendUntilAnswered((key) => post({ place, sender, file, key }), { file, orgnr: sender.orgnr })),
        way,
        file,
      })
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } finally {
    for (const agent of agents.values()) agent.destroy()
  }
  return answered
}

const agentFor = (pem: string, ca: Buffer) => new Agent({ keepAlive: true, maxSockets: AT_ONCE, cert: pem, key: pem, ca })

type Plan = { sender: WorldSender; way: 'web' | 'gateway'; file: () => Buffer<ArrayBuffer> }
type PlanOfInput = Pick<SendSteadilyInput, 'random' | 'cases'> & { place: Place; again: AnsweredUpload | undefined }

/** Mostly small ones, mostly from one employer, half by each way. */
function planOf(n: number, { place, random, cases: most, again }: PlanOfInput): Plan {
  const chosen = place.senders[random() < 0.8 ? 0 : 1] ?? place.senders[0]
  const sender = again ? place.senders.find(({ orgnr }) => orgnr === again.orgnr) : chosen
  if (!sender) throw new Error('nobody to send')
  const way = random() < 0.5 ? 'web' : 'gateway'
  const cases = 1 + Math.floor(random() ** 3 * most)
  const made = () => Buffer.from(sickFile({ cases, employer: sender.orgnr, reference: `${n}-${randomUUID().slice(0, 8)}` }))
  return { sender, way, file: () => again?.file ?? made() }
}

type HttpAnswer = { status: number; body: string }

async function sendUntilAnswered(
  post: (key: string) => Promise<HttpAnswer>,
  { file, orgnr }: { file: Buffer; orgnr: string },
): Promise<AnsweredUpload> {
  const key = randomUUID()
  const until = performance.now() + GIVE_UP_MS
  const sha256 = createHash('sha256').update(file).digest('hex')
  let isOpen = false
  let denied = ''
  for (let tries = 1; ; tries++) {
    const answer = await post(key).catch(() => undefined)
    if (answer && answer.status >= 200 && answer.status < 300) {
      const { referens, dubblett } = JSON.parse(answer.body) as { referens: string; dubblett: boolean }
      return { reference: referens, orgnr, sha256, bytes: file.length, tries, ...(dubblett && !isOpen && { wasDenied: denied }) }
    }
    if (answer && answer.status < 500) throw new Error(`the portal answered ${answer.status}: ${answer.body}`)
    isOpen ||= answer?.status !== 503 || answer.body.includes('commit_unknown')
    denied += answer?.body ?? ''
    if (performance.now() > until) throw new Error(`no answer after ${tries} tries; the last was ${answer?.status ?? 'none'}`)
    await sleep(200)
  }
}

type Post = { place: Place; sender: WorldSender; file: Buffer<ArrayBuffer>; key: string }

async function postToWeb({ place: { url }, sender: { orgnr, cookie }, file, key }: Post): Promise<HttpAnswer> {
  const response = await fetch(`${url}/api/inlamningar`, {
    method: 'POST',
    body: file,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    headers: {
      cookie,
      origin: url,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/octet-stream',
      'x-tjanst': 'sjukanmalan',
      'x-arbetsgivare': orgnr,
      'x-filnamn': 'sjuk.xml',
      'idempotency-key': key,
    },
  })
  // Read to the end: half an answer counts as none.
  return { status: response.status, body: await response.text() }
}

/** As curl -T with the company's certificate. */
function putToGateway({ place: { gateway }, file, key }: Post, agent: Agent | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL('/filoverforing/sjukanmalan/sjuk.xml', gateway.url),
      {
        ...(agent && { agent }),
        method: 'PUT',
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        headers: { accept: 'application/json', 'idempotency-key': key, 'content-length': file.length },
      },
      (answer) => void text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject),
    )
    sent.on('error', reject)
    sent.end(file)
  })
}

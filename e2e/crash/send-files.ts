// A client that does not give up: it sends the same file under the same key until the portal has answered 201 or 200.
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sickFile } from '../fixtures/web.ts'
import type { WorldSender } from './world.ts'

/** A file that the portal has answered for. */
export type AnsweredUpload = { reference: string; orgnr: string; sha256: string; bytes: number; tries: number }
type Options = { url: string; senders: WorldSender[]; count: number; perSecond: number; random: () => number }

const AT_ONCE = 12
/** Far longer than it ever takes: only a portal that never answers again fails the run. */
const GIVE_UP_MS = 300_000
const ANSWER_WITHIN_MS = 30_000

/** Hands in `count` different files, evenly over time, a few at once; resolves when each has been answered. Throws when one never was. */
export async function sendSteadily({ url, senders, count, perSecond, random }: Options): Promise<AnsweredUpload[]> {
  const files = Array.from({ length: count }, (_, n) => newFile(n, senders, random))
  const answered: AnsweredUpload[] = []
  const begun = performance.now()
  let next = 0
  const work = async () => {
    for (let n = next++; n < count; n = next++) {
      const one = files[n]
      if (!one) return
      await sleep(Math.max(0, begun + (n * 1000) / perSecond - performance.now()))
      answered.push(await sendUntilAnswered(url, one.sender, Buffer.from(one.file)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return answered
}

/** Mostly small ones, mostly from one employer. */
function newFile(n: number, senders: WorldSender[], random: () => number): { sender: WorldSender; file: string } {
  const sender = senders[random() < 0.8 ? 0 : 1] ?? senders[0]
  if (!sender) throw new Error('nobody to send')
  const cases = 1 + Math.floor(random() ** 3 * 400)
  return { sender, file: sickFile({ cases, employer: sender.orgnr, reference: `${n}-${randomUUID().slice(0, 8)}` }) }
}

async function sendUntilAnswered(url: string, sender: WorldSender, file: Buffer<ArrayBuffer>): Promise<AnsweredUpload> {
  const key = randomUUID()
  const until = Date.now() + GIVE_UP_MS
  const sha256 = createHash('sha256').update(file).digest('hex')
  for (let tries = 1; ; tries++) {
    const answer = await post(url, sender, { file, key }).catch(() => undefined)
    if (answer?.status === 201 || answer?.status === 200) {
      const { referens } = (await answer.json()) as { referens: string }
      return { reference: referens, orgnr: sender.orgnr, sha256, bytes: file.length, tries }
    }
    if (answer && answer.status < 500) throw new Error(`the portal answered ${answer.status}: ${await answer.text()}`)
    if (Date.now() > until) throw new Error(`no answer after ${tries} tries; the last was ${answer?.status ?? 'none'}`)
    await sleep(200)
  }
}

async function post(
  url: string,
  { orgnr, cookie }: WorldSender,
  { file, key }: { file: Buffer<ArrayBuffer>; key: string },
): Promise<Response> {
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
  const body = await response.arrayBuffer()
  return new Response(body, { status: response.status })
}

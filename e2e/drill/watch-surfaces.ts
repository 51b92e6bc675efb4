// What people and monitors see of an outage, asked every second: when did each begin to say so, and when did it end?
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '#lib/db.ts'
import { healthTexts } from '#lib/text/health.ts'
import { lineTexts } from '#lib/text/line.ts'

const EVERY_MS = 1_000
const ANSWER_WITHIN_MS = 5_000

/** Null: not asked, or no answer. */
type Ask = () => Promise<boolean | null>
export type Surfaces = Record<string, Ask>
type Sample = { at: number; isTold: boolean }
/** Times of performance.now(). */
type Span = { begun: number; ended: number }
/** Seconds; null: never. `flaps`: how often it said that all was well in between. */
export type SurfaceTimes = { turnedS: number | null; backS: number | null; flaps: number }

/** `page`: a page's path, asked with a login; undefined: there is none yet. */
type SurfacesInput = { db: Db; portal: string | null; cookie: string; submissionPage: () => string | undefined }

export function surfacesOf({ db, portal, cookie, submissionPage }: SurfacesInput): Surfaces {
  const row: Ask = async () => (await db.prisma.receiverLine.findFirst({ where: { failingSince: { not: null } } })) !== null
  if (portal === null) return { receiver_line: row }
  const page = (path: () => string | undefined): Ask => {
    return async () => {
      const at = path()
      return at === undefined ? null : saysOutage(await ask(`${portal}${at}`, cookie))
    }
  }
  return {
    receiver_line: row,
    '/api/health': async () => isFailing(await ask(`${portal}/api/health`, cookie)),
    '/driftinformation': page(() => '/driftinformation'),
    '/hem': page(() => '/hem'),
    '/lamna': page(() => '/lamna'),
    '/inlamningar/…': page(submissionPage),
  }
}

/** Asks each until told to stop; gives what each said, with the time when it was asked. */
export async function watchSurfaces(surfaces: Surfaces, until: AbortSignal): Promise<Map<string, Sample[]>> {
  const samples = new Map(Object.keys(surfaces).map((name) => [name, [] as Sample[]]))
  while (!until.aborted) {
    const at = performance.now()
    const askOne = async ([name, ask]: [string, Ask]) => {
      const isTold = await ask().catch(() => null)
      if (isTold !== null) samples.get(name)?.push({ at, isTold })
    }
    await Promise.all(Object.entries(surfaces).map(askOne))
    await sleep(Math.max(0, at + EVERY_MS - performance.now()))
  }
  return samples
}

export function timesOf(samples: Sample[], { begun, ended }: Span): SurfaceTimes {
  const during = samples.filter(({ at }) => at >= begun)
  const turned = during.find(({ isTold }) => isTold)
  const last = during.findLast(({ isTold }) => isTold)
  const back = last && during.find(({ at }) => at > last.at)
  const flaps = during.filter(({ at, isTold }, n) => !isTold && during[n - 1]?.isTold && last && at < last.at).length
  const seconds = (ms: number) => Math.round(ms / 100) / 10
  return { turnedS: turned ? seconds(turned.at - begun) : null, backS: back ? seconds(back.at - ended) : null, flaps }
}

/** Words of an outage up to the clock that they tell. */
const WORDS = [
  ...Object.values(lineTexts.sv.fault).map((text) => text.split('{time}', 1)[0] ?? text),
  lineTexts.sv.silentRelay,
  healthTexts.sv.relayMeans,
]

function saysOutage(html: string): boolean {
  const text = html.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]+>/g, '')
  return WORDS.some((words) => text.includes(words))
}

function isFailing(json: string): boolean {
  const { receiver, parts } = JSON.parse(json) as { receiver?: { state?: string }; parts?: { relay?: string } }
  return receiver?.state === 'failing' || parts?.relay === 'failing'
}

async function ask(url: string, cookie: string): Promise<string> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
  if (answer.status >= 300 && answer.status !== 503) throw new Error(`${url} answered ${answer.status}`)
  return await answer.text()
}

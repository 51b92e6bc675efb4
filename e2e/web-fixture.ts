// The portal's listener without its pages, in this process, over real http: for tests about what the listener itself answers.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { cookieNameFor, newToken } from '#lib/accounts/session-token.ts'
import { startSession } from '#lib/accounts/start-session.ts'
import type { WebEnv } from '#lib/env.ts'
import { noUploads } from '#lib/http/tus/uploader.ts'
import { UploadGate } from '#lib/intake/upload-gate.ts'
import { openLog } from '#lib/log.ts'
import { createListener } from '#lib/web/create-listener.ts'
import type { Web } from '#lib/web/web.ts'
import { storedOf } from './stored-of.ts'
import { type Someone, type SubmissionsFixture, submissionsFixture } from './submissions-fixture.ts'

export type WebFixture = SubmissionsFixture & {
  web: SubmissionsFixture['web']
  parts: Web
  url: string
  port: number
  /** Logs someone in, acting for an employer; gives the Cookie header. */
  logIn: (who: Someone, employerId: string) => Promise<{ cookie: string; sessionId: string }>
  /** A raw upload as the page makes it. */
  upload: (
    file: string | Uint8Array<ArrayBuffer>,
    more?: { headers?: Record<string, string | undefined>; cookie?: string },
  ) => Promise<Response>
  /** Until no upload runs any more. */
  settled: () => Promise<void>
  /** Everything that a refused upload must leave as it was. */
  stored: () => Promise<{ rows: number; audit: number; files: string[]; incoming: string[] }>
}

export async function webFixture(settings: Partial<WebEnv> = {}): Promise<WebFixture> {
  const at = await submissionsFixture()
  const parts: Web = {
    db: at.web,
    env: {} as WebEnv,
    log: openLog({ process: 'web', instance: 'test', level: 'silent' }),
    pages: async (_request, response) => {
      response.writeHead(404).end('no pages here')
    },
    gate: new UploadGate(),
    uploads: noUploads(),
    testPersons: undefined,
  }
  const server = createListener(parts)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  parts.env = envFor(at, url, settings)
  const anna = await logIn(at, url, at.first.anna, at.first.employerId)
  return {
    ...at,
    ...{ parts, url, port },
    logIn: (who, employerId) => logIn(at, url, who, employerId),
    upload: (file, { headers = {}, cookie = anna.cookie } = {}) =>
      fetch(`${url}/api/inlamningar`, {
        method: 'POST',
        body: file,
        headers: present({ ...uploadHeaders(url, cookie), ...headers }),
      }),
    async settled() {
      while (parts.gate.count > 0) await sleep(10)
    },
    stored: () => storedOf(at),
    async drop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await at.drop()
    },
  }
}

export function uploadHeaders(url: string, cookie: string): Record<string, string> {
  return {
    cookie,
    origin: url,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/octet-stream',
    'x-tjanst': 'sjukanmalan',
    'x-arbetsgivare': '5599001236',
    'x-filnamn': 'sjuk.xml',
  }
}

/** fetch writes `undefined` as a word: a header that is to be left out is. */
function present(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

async function logIn(at: SubmissionsFixture, url: string, { personId }: Someone, employerId: string) {
  const token = newToken()
  const cookieName = cookieNameFor(url)
  const login = { personId, way: 'password', cookieName, token, cookieHeader: undefined } as const
  const { sessionId } = await startSession(at.web, login, new Date())
  await at.owner.prisma.loginSession.update({ where: { id: sessionId }, data: { employerId } })
  return { cookie: `${cookieName}=${token}`, sessionId }
}

function envFor(at: SubmissionsFixture, url: string, settings: Partial<WebEnv>): WebEnv {
  return {
    DATABASE_URL: at.database.as('web'),
    PAYLOAD_DIR: at.dir,
    PAYLOAD_RECIPIENT: at.recipient,
    DELIVERY_IDENTITY: at.deliveryIdentityFile,
    MILJO: 'test',
    LOG_LEVEL: 'silent',
    INSTANCE: 'test',
    PORT: 0,
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    PERSON_KEY: randomBytes(32).toString('hex'),
    HISTORY_KEY: randomBytes(32).toString('hex'),
    UPLOAD_KEY: randomBytes(32).toString('hex'),
    OIDC_ISSUER: 'https://broker.example/oidc',
    MAX_BYTES: 20_000_000,
    PROXY_HOPS: 0,
    ...settings,
  } as WebEnv
}

const ANY_FILE = { cases: 1, employer: '5599001236', daysAgo: 19 }

/**
 * A small sjukanmälan that has nothing to remark on in itself; `cases` makes it longer, `reference` makes it another file,
 * and `daysAgo` (15 to 19, as in Sweden the day may be another already) other cases.
 */
export function sickFile(wish: Partial<typeof ANY_FILE & { reference: string }> = {}): string {
  const { cases, employer, daysAgo, reference } = { ...ANY_FILE, reference: randomBytes(6).toString('hex'), ...wish }
  const one = (n: number) =>
    `<sjukfall><personnummer>${PERSONS[n % PERSONS.length]}</personnummer><sjuklonFrom>${dayOf(n, daysAgo)}</sjuklonFrom><referens>${reference}-${n}</referens></sjukfall>\n`
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE sjukanmalan SYSTEM "sjukanmalan-1.0.dtd">
<sjukanmalan version="1.0" skapad="${new Date(Date.now() - 86_400_000).toISOString().slice(0, 19)}" test="ja">
<avsandare><organisationsnummer>${employer}</organisationsnummer><namn>Åkes lön &amp; bokföring</namn></avsandare>
<arbetsgivare><identitet>${employer}</identitet><namn>Exempelbolaget AB</namn>
${Array.from({ length: cases }, (_, n) => one(n)).join('')}</arbetsgivare>
<kontroll antalArbetsgivare="1" antalSjukfall="${cases}"/>
</sjukanmalan>
`
}

/** A correct file of exactly so many bytes: comments make up the rest. */
export function sized(bytes: number): string {
  const file = sickFile()
  const missing = bytes - Buffer.byteLength(file)
  const comment = `<!--${'.'.repeat(990)}-->\n`
  const whole = Math.floor(missing / comment.length) - 1
  return `${file}${comment.repeat(whole)}<!--${'.'.repeat(missing - whole * comment.length - 7)}-->`
}

/** From Skatteverket's published test numbers. */
const PERSONS = ['189001019802', '189001029819', '189001039800', '189001049817', '189001059808']

/** A day of its own for each of a person's cases, long ago enough to be over. */
function dayOf(n: number, daysAgo: number): string {
  const day = new Date(Date.now() - (daysAgo + 40 * Math.floor(n / PERSONS.length)) * 86_400_000)
  return day.toISOString().slice(0, 10)
}

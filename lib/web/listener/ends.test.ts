// Who may no longer do what they are doing is stopped in its middle: by another's hand, while bytes come and go. Nobody here sends
// the rest of a file: a test in which nothing is stopped stands still until its time is out.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { type EndsWatch, watchedEnds } from '#e2e/fixtures/ends.ts'
import { addMember } from '#e2e/fixtures/newcomers.ts'
import { rawUpload } from '#e2e/fixtures/raw-upload.ts'
import { sickFile, sized, uploadHeaders, type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { actorOf } from '#lib/access/actor.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { watchEnds } from '#lib/door/watch-ends.ts'
import { sweepUploads } from '#lib/intake/sweep-uploads.ts'
import { refusalTexts } from '#lib/text/refusals.ts'

const MIB = 1024 * 1024
const FILE = sized(MIB)
let at: WebFixture
let watch: EndsWatch
beforeAll(async () => {
  at = await webFixture({ MAX_BYTES: 40 * MIB })
  watch = await watchedEnds(at.server, at.owner, at.parts.env.DATABASE_URL)
})
afterAll(async () => {
  await watch.stop()
  await at.drop()
})

type Newcomer = { personId: string; memberId: string; cookie: string; sessionId: string }
let nina: Newcomer
let before: Awaited<ReturnType<WebFixture['stored']>>
async function newcomer(): Promise<Newcomer> {
  const member = await addMember(at.owner, { employerId: at.first.employerId })
  const login = await at.logIn({ ...member, actor: actorOf({ ...member, sessionId: '', credential: '' }) }, at.first.employerId)
  return { ...member, ...login }
}
beforeEach(async () => {
  nina = await newcomer()
  before = await at.stored()
})

const remove = ({ memberId }: Newcomer) =>
  at.owner.prisma.member.update({ where: { id: memberId }, data: { removedAt: new Date() } })
const ENDS: Record<string, (who: Newcomer) => Promise<unknown>> = {
  'the member is removed': remove,
  'the last day has passed': ({ memberId }) =>
    at.owner.prisma.member.update({ where: { id: memberId }, data: { validUntil: new Date(Date.now() - 2 * DAY_MS) } }),
  'the person is removed': ({ personId }) =>
    at.owner.prisma.person.update({ where: { id: personId }, data: { removedAt: new Date() } }),
  'the login is ended': ({ sessionId }) => at.owner.prisma.loginSession.delete({ where: { id: sessionId } }),
}

const begun = (count = 1) => expect.poll(() => at.parts.gate.count, { interval: 10 }).toBe(count)

/** Half a file, then `meanwhile`, and never the rest. */
function half({ cookie }: Newcomer, meanwhile: () => unknown, headers: Record<string, string> = {}) {
  const body = [FILE.slice(0, MIB / 2), meanwhile]
  return rawUpload(at, { cookie, headers: { 'content-length': String(MIB), ...headers }, body })
}

describe('in the middle of an upload', () => {
  test.each(Object.entries(ENDS))('%s: refused with its sentence, nothing stored', async (_, end) => {
    const { status, text } = await half(nina, async () => {
      await begun()
      await end(nina)
    })
    expect([status, text]).toEqual([401, expect.stringContaining(refusalTexts.sv.not_signed_in.other.slice(0, 20))])
    expect(await at.stored()).toEqual(before)
  })

  test('whoever becomes a reader is refused as one', async () => {
    const { status, text } = await half(nina, async () => {
      await begun()
      await at.owner.prisma.member.update({ where: { id: nina.memberId }, data: { role: 'reader' } })
    })
    expect([status, text]).toEqual([403, expect.stringContaining('"case":"reader"')])
    expect(await at.stored()).toEqual(before)
  })

  test('others go on, and so does who lost nothing', async () => {
    const other = await newcomer()
    const { status } = await rawUpload(at, {
      cookie: other.cookie,
      headers: { 'content-length': String(MIB) },
      body: [
        FILE.slice(0, MIB / 2),
        begun,
        () => remove(nina),
        () =>
          at.owner.prisma.member.update({ where: { id: other.memberId }, data: { validUntil: new Date(Date.now() + DAY_MS) } }),
        FILE.slice(MIB / 2),
      ],
    })
    expect(status).toBe(201)
  })

  test('twenty at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, newcomer))
    const gate = Promise.withResolvers<void>()
    const answers = all.map((who) => half(who, () => gate.promise))
    await begun(20)
    await Promise.all(all.map(remove))
    gate.resolve()
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(all.map(() => 401))
    expect(await at.stored()).toEqual(before)
  })

  test('also while the listening connection is away: it is made anew, and all are asked again', async () => {
    const pid = await watch.listening()
    const { status } = await half(nina, async () => {
      await begun()
      await at.owner.pool.query('SELECT pg_terminate_backend($1)', [pid])
      await remove(nina)
      await watch.listening(pid)
    })
    expect(status).toBe(401)
  })

  test('and what only a clock brings about is found by looking', async () => {
    const stop = watchEnds(at.server, { url: 'postgres://nobody@127.0.0.1:1/none', log: at.parts.log, lookMs: 50 })
    try {
      const { status } = await half(nina, async () => {
        await begun()
        const data = { seenAt: new Date(Date.now() - DAY_MS) }
        await at.owner.prisma.loginSession.update({ where: { id: nina.sessionId }, data })
      })
      expect(status).toBe(401)
    } finally {
      await stop()
    }
  })
})

describe('an upload in pieces', () => {
  const tus = ({ cookie }: Newcomer, more: Record<string, string>) => {
    const { origin = '' } = uploadHeaders(at.url, cookie)
    return { cookie, origin, 'sec-fetch-site': 'same-origin', 'tus-resumable': '1.0.0', ...more }
  }
  const words = { filename: 'lön nov.xml', tjanst: 'sjukanmalan', arbetsgivare: '5599001236' }
  const metadata = Object.entries(words).map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
  const piece = { 'content-type': 'application/offset+octet-stream' }

  async function begin(who: Newcomer): Promise<string> {
    const headers = tus(who, { 'upload-length': String(MIB), 'upload-metadata': metadata.join(',') })
    const answer = await fetch(`${at.url}/api/uppladdningar`, { method: 'POST', headers })
    expect(answer.status).toBe(201)
    return `${at.url}${answer.headers.get('location')}`
  }

  test.each(Object.entries(ENDS))('%s between two pieces: the next is refused, and what has come goes', async (_, end) => {
    const address = await begin(nina)
    const send = (from: number, to: number) =>
      fetch(address, {
        method: 'PATCH',
        headers: tus(nina, { ...piece, 'upload-offset': String(from) }),
        body: FILE.slice(from, to),
      })
    expect((await send(0, MIB / 2)).status).toBe(204)
    await end(nina)
    expect((await send(MIB / 2, MIB)).status).toBe(401)
    expect(await at.stored()).toMatchObject({ rows: before.rows, audit: before.audit })
  })

  test('in the middle of a piece; the removed one leaves nothing', async () => {
    const address = new URL(await begin(nina))
    const headers = tus(nina, { ...piece, host: address.host, 'upload-offset': '0', 'content-length': String(MIB) })
    const socket = connect(at.port, '127.0.0.1')
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`PATCH ${address.pathname} HTTP/1.1\r\n${lines.join('')}\r\n`)
    socket.write(FILE.slice(0, MIB / 2))
    await begun()
    await remove(nina)
    expect(await answerOn(socket)).toMatch(/^HTTP\/1\.1 401 /)
    socket.destroy()
    await at.settled()
    await at.parts.uploads.live.take(address.pathname.split('/').at(-1) ?? '')?.payload.leave()
    // Who may speak for the company no more cannot let go of the row: its hold runs out.
    await at.owner.prisma.upload.updateMany({ where: { personId: nina.personId }, data: { heldUntil: new Date() } })
    await sweepUploads({ db: at.web, now: new Date() }, at.dir)
    expect(await at.owner.prisma.upload.count({ where: { personId: nina.personId } })).toBe(0)
    const { incoming, ...stored } = await at.stored()
    expect([before, incoming.filter((name) => !before.incoming.includes(name))]).toMatchObject([stored, []])
  })
})

async function answerOn(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer]
  return chunk.toString()
}

test('a file from FK breaks off under the hands of who is removed', async () => {
  const content = Buffer.alloc(24 * MIB, 7)
  const kept = await addDelivery(at, { employerId: at.first.employerId, name: 'stor.bin', content })
  const answer = await fetch(`${at.url}/api/inkorg/${kept.id}/fil`, { headers: { cookie: nina.cookie } })
  expect(answer.status).toBe(200)
  await remove(nina)
  await expect(answer.arrayBuffer()).rejects.toThrow()
  const again = await fetch(`${at.url}/api/inkorg/${kept.id}/fil`, { headers: { cookie: nina.cookie } })
  expect(again.status).toBe(401)
})

test('a login that acts for another company, and one that has not chosen any, stay', async () => {
  await at.owner.prisma.member.create({
    data: { personId: nina.personId, employerId: at.second.employerId, role: 'handler' },
  })
  const who = { personId: nina.personId, actor: actorOf({ personId: nina.personId, sessionId: '', credential: '' }) }
  const second = await at.logIn(who, at.second.employerId)
  await remove(nina)
  const clock = async (cookie: string) => await (await fetch(`${at.url}/api/session`, { headers: { cookie } })).json()
  expect(await clock(nina.cookie)).toEqual({ signedIn: false })
  expect(await clock(second.cookie)).toMatchObject({ signedIn: true })
  expect((await at.upload(sickFile({ employer: '5599001319' }), { cookie: second.cookie })).status).not.toBe(401)
})

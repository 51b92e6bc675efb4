// A certificate or a mandate that ends while a machine's file comes or goes. Nobody here sends the rest of a file.
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { type EndsWatch, watchedEnds } from '#e2e/fixtures/ends.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { sized } from '#e2e/fixtures/web.ts'
import { registerPem } from '#e2e/rehearsal/pki/register-pem.ts'
import { AGENT } from '#e2e/rehearsal/pki.ts'
import { DAY_MS, stockholmDay } from '#lib/calendar.ts'

const MIB = 1024 * 1024
const FILE = sized(MIB)
let at: GatewayFixture
let watch: EndsWatch
let agentId: string
beforeAll(async () => {
  at = await gatewayFixture()
  watch = await watchedEnds(at.server, at.owner, at.parts.env.DATABASE_URL)
  agentId = (await at.owner.prisma.employer.create({ data: { orgnr: `16${AGENT.orgnr}`, name: AGENT.name } })).id
  await registerPem(at.owner, agentId, at.pki.agent)
})
afterAll(async () => {
  await watch.stop()
  await at.drop()
})
// For the next test.
afterEach(async () => {
  const left = await at.owner.prisma.certificate.count({ where: { employerId: at.first.employerId, removedAt: null } })
  if (left === 0) await registerPem(at.owner, at.first.employerId, ours())
})

type Sent = { cert: string; headers?: Record<string, string>; method?: string; path?: string }
type Answer = { status: number; json: Record<string, unknown> }

/** Half a file, then `meanwhile`. */
async function half({ cert, headers = {}, method = 'PUT', path }: Sent, meanwhile: () => Promise<unknown>): Promise<Answer> {
  const pem = readFileSync(cert)
  const where = { host: 'localhost', port: at.port, ca: readFileSync(at.pki.ca), cert: pem, key: pem, agent: false } as const
  const length = { accept: 'application/json', 'content-length': String(MIB), ...headers }
  return new Promise((resolve, reject) => {
    const sent = request({ ...where, method, path: path ?? '/filoverforing/sjukanmalan/sjuk.xml', headers: length }, (answer) => {
      text(answer)
        .then((body) => resolve({ status: answer.statusCode ?? 0, json: JSON.parse(body) }))
        .catch(reject)
        .finally(() => sent.destroy())
    })
    sent.on('error', reject).write(FILE.slice(0, MIB / 2))
    begun().then(meanwhile).catch(reject)
  })
}

async function begun(): Promise<void> {
  await expect.poll(() => at.parts.gate.count, { interval: 10 }).toBe(1)
}

const ours = () => at.pki.employer(at.first.orgnr)
const removeOurs = () =>
  at.owner.prisma.certificate.updateMany({
    where: { employerId: at.first.employerId, removedAt: null },
    data: { removedAt: new Date() },
  })
const midnight = (days: number) => new Date((stockholmDay(new Date()) + days) * DAY_MS)
const mandated = (employerId: string) =>
  at.owner.prisma.mandate.create({
    data: { employerId, agentOrgnr: `16${AGENT.orgnr}`, validFrom: midnight(-1), validUntil: midnight(9) },
  })

test('a certificate is removed: refused with its sentence, nothing stored', async () => {
  const before = await at.stored()
  expect(await half({ cert: ours() }, removeOurs)).toMatchObject({ status: 403, json: { case: 'removed' } })
  await at.settled()
  expect(await at.stored()).toEqual(before)
})

test('a mandate ends: the agent’s file for that company is refused, its own goes on', async () => {
  const { id } = await mandated(at.first.employerId)
  const before = await at.stored()
  const end = () => at.owner.prisma.mandate.update({ where: { id }, data: { endedAt: new Date() } })
  const answer = await half({ cert: at.pki.agent, headers: { 'x-arbetsgivare': at.first.orgnr.slice(2) } }, end)
  expect(answer).toMatchObject({ status: 403, json: { case: 'mandate_ended' } })
  await at.settled()
  expect(await at.stored()).toEqual(before)
  expect((await at.call('/health', [], { cert: at.pki.agent })).status).toBe(200)
})

test('between two pieces, and in the middle of one', async () => {
  const metadata = Object.entries({ filename: 'lön.xml', tjanst: 'sjukanmalan' })
  const words = metadata.map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`).join(',')
  const tus = ['-H', 'Tus-Resumable: 1.0.0', '-H', 'Accept: application/json']
  const begun = await at.call('/uppladdningar', [
    ...['-X', 'POST', ...tus, '-H', `Upload-Length: ${MIB}`],
    ...['-H', `Upload-Metadata: ${words}`],
  ])
  const path = begun.headers.location ?? ''
  const head = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
  const middle = await half({ cert: ours(), method: 'PATCH', path, headers: head }, removeOurs)
  expect(middle).toMatchObject({ status: 403, json: { case: 'removed' } })
  const next = await at.call(path, [...tus, '-I'])
  expect(next.status).toBe(403)
})

test('a file from FK breaks off', async () => {
  await addDelivery(at, { employerId: at.first.employerId, name: 'stor.bin', content: Buffer.alloc(24 * MIB, 7) })
  const pem = readFileSync(ours())
  const where = { host: 'localhost', port: at.port, ca: readFileSync(at.pki.ca), cert: pem, key: pem, agent: false } as const
  const broken = new Promise<string>((resolve, reject) => {
    const sent = request({ ...where, path: '/filoverforing/sjukanmalan/stor.bin' }, (answer) => {
      removeOurs().then(() => answer.resume(), reject)
      answer.on('end', () => resolve('whole')).on('error', () => resolve('cut'))
    })
    sent.on('error', reject).end()
  })
  expect(await broken).toBe('cut')
})

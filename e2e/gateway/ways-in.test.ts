// Every way into the gateway, asked over TLS with every kind of certificate: the answer is the one that its `asks` says.

import { randomUUID, X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMITTED } from '#e2e/fixtures/exchanges.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { addDelivery } from '../fixtures/delivery-files.ts'
import { type GatewayFixture, gatewayFixture } from '../fixtures/gateway.ts'
import { sickFile } from '../fixtures/web.ts'
import { issueLeaf, loadAuthority } from '../rehearsal/pki/authority.ts'
import { registerPem } from '../rehearsal/pki/register-pem.ts'
import { AGENT, OPERATOR_ORGNR } from '../rehearsal/pki.ts'
import { companyRows } from '../ways-in/company-rows.ts'
import { shownMarks } from '../ways-in/judge-answer.ts'
import { gatewayWays, type Way, wayName } from '../ways-in/list-ways.ts'
import { sendRequest, type WayAnswer, type WayRequest } from '../ways-in/send-request.ts'

type CertificateAsker = {
  who: string
  cert: string | undefined
  /** X-Arbetsgivare. */
  names?: string
  /** The case of 403; `in`: may have the company's things; `stranger`: is another company. */
  right: string
}
/** `id`: of an upload under way; `finishedId`: of one that has come whole. */
type GatewayThings = { referens: string; filnamn: string; id: string; finishedId: string }

let at: GatewayFixture
let askers: CertificateAsker[]
let things: GatewayThings
const nothing: GatewayThings = {
  referens: 'K7MQ-2XWH-9',
  filnamn: 'finns-inte.xml',
  id: 'ab'.repeat(16),
  finishedId: 'cd'.repeat(16),
}
const agents = new Map<string, Agent>()

beforeAll(async () => {
  at = await gatewayFixture()
  const { first, second, pki, owner } = at
  const authority = await loadAuthority(readFileSync(pki.ca, 'utf8'), readFileSync(join(pki.dir, 'ca-key.pem'), 'utf8'))
  const leaf = async () => {
    const file = join(pki.dir, `${randomUUID()}.pem`)
    writeFileSync(file, (await issueLeaf(authority, { commonName: 'vakt', serialNumber: first.orgnr })).pem)
    return file
  }
  const bureau = async (orgnr: string, name: string, cert: string) => {
    const { id } = await owner.prisma.employer.create({ data: { orgnr: `16${orgnr}`, name, ...ADMITTED } })
    await registerPem(owner, id, cert)
  }
  await bureau(AGENT.orgnr, AGENT.name, pki.agent)
  await bureau(OPERATOR_ORGNR, 'En annan byrå AB', pki.operator)
  const days = { validFrom: new Date(Date.now() - DAY_MS), validUntil: new Date(Date.now() + DAY_MS) }
  const give = (agentOrgnr: string, endedAt: Date | null) =>
    owner.prisma.mandate.create({ data: { employerId: first.employerId, agentOrgnr, ...days, endedAt } })
  await give(`16${AGENT.orgnr}`, null)
  await give(second.orgnr, new Date())
  const removed = await leaf()
  await owner.prisma.certificate.update({
    where: { id: await registerPem(owner, first.employerId, removed) },
    data: { removedAt: new Date() },
  })
  const names = first.orgnr.slice(2)
  askers = [
    { who: 'no certificate', cert: undefined, right: 'no_certificate' },
    { who: 'another authority’s', cert: pki.wrongCa, right: 'foreign_ca' },
    { who: 'an expired one', cert: pki.expired, right: 'expired' },
    { who: 'a revoked one', cert: pki.revoked, right: 'revoked' },
    { who: 'an unknown organisation’s', cert: pki.unknownOrg, right: 'organisation' },
    { who: 'one not registered', cert: await leaf(), right: 'not_registered' },
    { who: 'a removed one', cert: removed, right: 'removed' },
    { who: 'an agent’s without mandate', cert: pki.operator, names, right: 'mandate' },
    { who: 'an agent’s whose mandate has ended', cert: pki.employer(second.orgnr), names, right: 'mandate_ended' },
    { who: 'another company’s', cert: pki.employer(second.orgnr), right: 'stranger' },
    { who: 'an agent’s', cert: pki.agent, names, right: 'in' },
    { who: 'the company’s', cert: pki.employer(first.orgnr), right: 'in' },
  ]
  things = await makeThings()
})
afterAll(async () => {
  for (const agent of agents.values()) agent.destroy()
  await at.drop()
})

const company = (): CertificateAsker => askers.at(-1) as CertificateAsker

async function makeThings(): Promise<GatewayThings> {
  const delivery = await addDelivery(at, { employerId: at.first.employerId, name: 'vaktens-svar.xml' })
  const way = (name: string) => gatewayWays().find((each) => wayName(each) === name) as Way
  const handed = await send(company(), requestFor(way('PUT /filoverforing/{tjanst}/{filnamn}'), nothing))
  const begun = await send(company(), requestFor(way('POST /uppladdningar'), nothing))
  const { referens } = JSON.parse(handed.body) as { referens: string }
  const { id: submissionId, ...row } = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: referens } })
  const { employerId, service, fileName, bytes } = row
  const [now, finishedId] = [new Date(), randomUUID().replaceAll('-', '')]
  const ended = { createdAt: now, endedAt: now, expiresAt: new Date(now.getTime() + DAY_MS), submissionId, duplicate: false }
  await at.owner.prisma.upload.create({
    data: { id: finishedId, way: 'gateway', employerId, service, fileName, bytes, ...ended },
  })
  return { referens, filnamn: delivery.name, id: begun.headers.location?.split('/').at(-1) ?? '', finishedId }
}

const TUS = { 'tus-resumable': '1.0.0' }
const METADATA = [
  ['filename', 'a.xml'],
  ['tjanst', 'sjukanmalan'],
]

/** How a way is asked so that it does what it is there for. */
const MORE: Record<string, () => { query?: string; headers?: Record<string, string>; body?: string }> = {
  'PUT /filoverforing/{tjanst}/{filnamn}': () => ({ body: sickFile() }),
  'POST /filoverforing/{tjanst}': () => ({ body: sickFile(), headers: { 'content-type': 'text/xml' } }),
  'POST /filoverforing/{tjanst}/{filnamn}': () => ({ query: '?kvittera=1' }),
  'POST /kvittenser/{referens}': () => ({ query: '?aterkalla=1' }),
  'POST /uppladdningar': () => ({
    headers: {
      ...TUS,
      'upload-length': '1000',
      'upload-metadata': METADATA.map(([name, value]) => `${name} ${btoa(value ?? '')}`).join(),
    },
  }),
  'PATCH /uppladdningar/{id}': () => ({
    headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: '<?xml',
  }),
  'DELETE /uppladdningar/{id}': () => ({ headers: TUS }),
}

function requestFor(way: Way, { referens, filnamn, id, finishedId }: GatewayThings): WayRequest {
  const known = MORE[wayName(way)]
  if (!known && way.method !== 'GET') throw new Error(`${wayName(way)} is not in MORE: how is it asked?`)
  const { query = '', headers, body } = known?.() ?? {}
  const places: Record<string, string> = { tjanst: 'sjukanmalan', referens, filnamn, id: way.method === 'GET' ? finishedId : id }
  const path = way.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const place = places[name]
    if (!place) throw new Error(`${way.path}: what stands in ${name}?`)
    return place
  })
  return { method: way.method, path: path + query, ...(headers && { headers }), ...(body !== undefined && { body }) }
}

function send({ cert = '', names }: CertificateAsker, sent: WayRequest): Promise<WayAnswer> {
  const pem = cert === '' ? undefined : readFileSync(cert)
  const agent =
    agents.get(cert) ?? new Agent({ keepAlive: true, ca: readFileSync(at.pki.ca), ...(pem && { cert: pem, key: pem }) })
  agents.set(cert, agent)
  const headers = { accept: 'application/json', ...(names && { 'x-arbetsgivare': names }), ...sent.headers }
  return sendRequest(`https://localhost:${at.port}`, { ...sent, headers }, { agent })
}

type JudgeCertificateInput = { way: Way; asker: CertificateAsker; answer: WayAnswer; twin: WayAnswer | undefined }

/** What is wrong with the answer. */
function judge({ way, asker, answer, twin }: JudgeCertificateInput): string | undefined {
  const why = /"case":"(\w+)"/.exec(answer.body)?.[1]
  const told = `${answer.status} ${why ?? ''}`
  if (way.asks === 'nobody') return answer.status === 200 ? undefined : told
  if (asker.right === 'in' || (asker.right === 'stranger' && !twin))
    return answer.status === 403 || answer.status >= 500 ? told : undefined
  if (!twin) return answer.status === 403 && why === asker.right ? undefined : `${told}, not 403 ${asker.right}`
  const isSame = answer.status === 404 && twin.status === 404 && answer.body === twin.body
  return isSame ? undefined : `${told}, and ${twin.status} about what does not exist`
}

/** Asks the way as everybody, those last who may have the company's things. */
async function faultsOf(way: Way): Promise<string[]> {
  const faults: string[] = []
  const isTheirs = requestFor(way, things).path !== requestFor(way, nothing).path && way.method !== 'PUT'
  const rows = async () => JSON.stringify([await companyRows(at.owner, { employerId: at.first.employerId }), await at.stored()])
  const before = await rows()
  const statuses: number[] = []
  for (const asker of askers) {
    if (asker === askers.find(({ right }) => right === 'in') && (await rows()) !== before)
      faults.push(`${wayName(way)} changed something for those who may not`)
    const sent = requestFor(way, things)
    const answer = await send(asker, sent)
    const twin = asker.right === 'stranger' && isTheirs ? await send(asker, requestFor(way, nothing)) : undefined
    const fault = judge({ way, asker, answer, twin })
    if (fault) faults.push(`${wayName(way)} with ${asker.who}: ${fault}`)
    if (asker.right === 'in') statuses.push(answer.status)
    // What a caller's own certificate says is no news to it.
    const subject = asker.cert ? new X509Certificate(readFileSync(asker.cert)).subject : ''
    const marks = [...Object.values(things), at.first.orgnr.slice(2), 'Exempelbolaget'].filter((mark) => !subject.includes(mark))
    const shown = asker.right === 'in' ? [] : shownMarks(sent, answer, marks)
    if (shown.length > 0) faults.push(`${wayName(way)} with ${asker.who} shows ${shown.join(', ')}`)
  }
  if (!statuses.some((status) => status < 300)) faults.push(`${wayName(way)} let nobody in: ${statuses.join(', ')}`)
  return faults
}

test(`each of the gateway’s ${gatewayWays().length} ways answers 12 kinds of caller as its \`asks\` says`, async () => {
  expect(askers.length).toBe(12)
  const faults: string[] = []
  for (const way of gatewayWays()) faults.push(...(await faultsOf(way)))
  expect(faults).toEqual([])
})

test('a method that an address does not have is 405, whoever asks', async () => {
  const faults: string[] = []
  for (const path of new Set(gatewayWays().map((way) => way.path))) {
    const known = gatewayWays().flatMap((way) => (way.path === path ? [way.method, way.method === 'GET' ? 'HEAD' : ''] : []))
    const sent = requestFor({ from: 'table', method: 'GET', path, asks: 'caller' }, things).path
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].filter(
      (each) => !known.includes(each),
    ))
      for (const asker of [askers[0] as CertificateAsker, company()]) {
        const { status, headers } = await send(asker, { method, path: sent })
        if (status !== 405 || !headers.allow) faults.push(`${method} ${sent} with ${asker.who}: ${status}`)
      }
  }
  expect(faults).toEqual([])
})

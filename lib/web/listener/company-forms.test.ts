// The plain forms of the company's pages: who may send them, where they lead, and what they leave.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { type Authority, createAuthority, issueLeaf } from '#e2e/rehearsal/pki/authority.ts'
import { openDb } from '#lib/db.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'

const REGISTER = '/api/foretaget/certifikat'
const VALID_FROM = '/api/foretaget/certifikat/galler-fran'
const REMOVE = '/api/foretaget/certifikat/ta-bort'
const MANDATE = '/api/foretaget/mandat'
const END_MANDATE = '/api/foretaget/mandat/avsluta'
const ADDRESSES = '/api/foretaget/aviseringar'
const REMEMBER = '/api/omvandlingar'
const SWITCH = '/api/foretaget/omvandlingar'
const KEEP_DAYS = '/api/foretaget/gallring'

let at: WebFixture
let authority: Authority
let browsers: Record<'admin' | 'handler' | 'other' | 'undecided' | 'nobody', TestBrowser>
beforeAll(async () => {
  at = await webFixture()
  authority = await createAuthority('Godkänd test-CA')
  at.parts.env.GATEWAY_CA = join(at.dir, 'ca.pem')
  writeFileSync(at.parts.env.GATEWAY_CA, authority.pem)
  const { first, second, ombud, owner } = at
  const admins = [first.anna.personId, second.bo.personId]
  await owner.prisma.member.updateMany({ where: { personId: { in: admins } }, data: { role: 'administrator' } })
  browsers = {
    admin: await logInBrowser(at, first.anna),
    handler: await logInBrowser(at, { personId: ombud.personId, employerId: first.employerId }),
    other: await logInBrowser(at, second.bo),
    undecided: await logInBrowser(at, ombud),
    nobody: new TestBrowser(at.url),
  }
})
afterAll(() => at.drop())

const send = (path: string, fields: Record<string, string>, { as = 'admin' }: { as?: keyof typeof browsers } = {}) =>
  sendForm(browsers[as], path, fields)
const pemOf = async (serialNumber = '165599001236') =>
  (await issueLeaf(authority, { commonName: 'sftp.exempel.se', serialNumber })).pem
const certificateOf = (pem: string) => pem.split('-----BEGIN PRIVATE')[0] ?? ''
const rows = () => at.owner.prisma.certificate.findMany({ orderBy: { registeredAt: 'asc' } })

test('a certificate is registered, begins at the time that is set, and is removed', async () => {
  const certifikat = certificateOf(await pemOf())
  expect(await send(REGISTER, { certifikat, galler: '' })).toBe('/foretaget/certifikat?klart=registrerat')
  expect(await send(REGISTER, { certifikat })).toBe('/foretaget/certifikat?fel=conflict&fall=certificate_registered')
  const [row] = await rows()
  const id = row?.id ?? ''
  expect(await send(VALID_FROM, { id, galler: '2027-07-01T08:00' })).toBe('/foretaget/certifikat?klart=tid')
  expect((await rows())[0]?.validFrom.toISOString()).toBe('2027-07-01T06:00:00.000Z')
  expect(await send(VALID_FROM, { id, galler: 'i morgon' })).toBe('/foretaget/certifikat?fel=invalid&fall=valid_from')
  expect(await send(REMOVE, { id }, { as: 'other' })).toBe('/foretaget/certifikat?fel=not_found&fall=certificate')
  expect(await send(REMOVE, { id }, { as: 'handler' })).toBe('/foretaget/certifikat?fel=not_allowed&fall=administrator')
  expect(await send(REMOVE, { id })).toBe('/foretaget/certifikat?klart=borttaget')
  expect((await rows())[0]?.removedAt).toBeInstanceOf(Date)
})

test('nothing comes of a key, another company’s certificate, a foreign page, or nobody', async () => {
  const before = (await rows()).length
  expect(await send(REGISTER, { certifikat: await pemOf() })).toBe('/foretaget/certifikat?fel=invalid&fall=key_sent')
  expect(await send(REGISTER, { certifikat: certificateOf(await pemOf('165599001319')) })).toBe(
    '/foretaget/certifikat?fel=invalid&fall=other_organisation',
  )
  expect(await send(REGISTER, {})).toBe('/foretaget/certifikat?fel=invalid&fall=no_certificate_found')
  const certifikat = certificateOf(await pemOf())
  expect(await send(REGISTER, { certifikat }, { as: 'handler' })).toBe('/foretaget/certifikat?fel=not_allowed&fall=administrator')
  expect(await send(REGISTER, { certifikat }, { as: 'nobody' })).toBe('/logga-in?fel=utgangen&next=%2Fforetaget%2Fcertifikat')
  expect(await send(REGISTER, { certifikat }, { as: 'undecided' })).toBe('/foretag?next=%2Fforetaget%2Fcertifikat')
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await postForm(browsers.admin, REGISTER, { fields: { certifikat }, headers: evil })).status).toBe(403)
  expect(await rows()).toHaveLength(before)
})

test('a mandate is given and ended', async () => {
  const wish = { ombud: '559900-1319', fran: '2026-01-01', till: '2030-12-31' }
  expect(await send(MANDATE, wish)).toBe('/foretaget/ombud?klart=mandat')
  expect(await send(MANDATE, { ...wish, till: '2030-02-30' })).toBe('/foretaget/ombud?fel=invalid&fall=period')
  const [mandate] = await at.owner.prisma.mandate.findMany()
  expect(mandate).toMatchObject({ employerId: at.first.employerId, agentOrgnr: '165599001319' })
  expect(await send(END_MANDATE, { id: mandate?.id ?? '' }, { as: 'other' })).toBe('/foretaget/ombud?fel=not_found&fall=mandate')
  expect(await send(END_MANDATE, { id: 'x' })).toBe('/foretaget/ombud?fel=not_found&fall=mandate')
  expect(await send(END_MANDATE, { id: mandate?.id ?? '' })).toBe('/foretaget/ombud?klart=avslutat')
})

test('a company keeps what it handed in for fewer days than the operator, never for more', async () => {
  const days = async ({ employerId } = at.first as { employerId: string }) =>
    (await at.owner.prisma.employer.findUniqueOrThrow({ where: { id: employerId } })).submissionKeepDays
  const most = at.parts.env.SUBMISSION_KEEP_DAYS
  for (const [dagar, kept] of [
    ['30', 30],
    [String(most), most],
    [' 1 ', 1],
    ['', null],
    ['14', 14],
  ] as const) {
    expect(await send(KEEP_DAYS, { dagar })).toBe('/foretaget/gallring?klart=gallring')
    expect(await days()).toBe(kept)
  }
  for (const dagar of [String(most + 1), '0', '-3', '3,5', '1e1', 'tre', '99999'])
    expect(await send(KEEP_DAYS, { dagar })).toBe('/foretaget/gallring?fel=invalid&fall=keep_days')
  expect(await send(KEEP_DAYS, { dagar: '2' }, { as: 'handler' })).toBe('/foretaget/gallring?fel=not_allowed&fall=administrator')
  expect([await days(), await days(at.second)]).toEqual([14, null])
})

test('how a table is read is kept in versions, and one of them is switched on for machines', async () => {
  const remember = async (
    layout: unknown,
    as: keyof typeof browsers = 'handler',
    { orgnr } = as === 'other' ? at.second : at.first,
  ) => {
    const body = JSON.stringify({ tjanst: 'sjukanmalan', arbetsgivare: toEdgeOrgnr(orgnr), layout })
    const headers = {
      'content-type': 'application/json',
      origin: at.url,
      'sec-fetch-site': 'same-origin',
      cookie: browsers[as].cookieHeader(),
    }
    const answer = await fetch(`${at.url}${REMEMBER}`, { method: 'POST', headers, body })
    return { status: answer.status, ...((await answer.json()) as { id?: string; version?: number; case?: string }) }
  }
  const columns = [{ heading: 'Frånvaro fr.o.m.', field: 'sjukfall/sjuklonFrom#1' }]
  const first = await remember({ format: 'csv', delimiter: ';', columns })
  expect(first).toMatchObject({ status: 200, version: 1 })
  expect(await remember({ columns, delimiter: ';', format: 'csv' })).toEqual(first)
  const second = await remember({ format: 'xlsx', sheet: 'Sjuk', columns })
  expect(second).toMatchObject({ status: 200, version: 2 })
  expect(await remember({ format: 'csv', columns }, 'other')).toMatchObject({ status: 200, version: 1 })
  // The page is of the company that was chosen before.
  expect(await remember({ format: 'csv', columns }, 'other', at.first)).toMatchObject({ status: 404, case: 'employer' })
  for (const odd of [{ format: 'csv', columns: [{ heading: 'A', field: 'finns/inte#1' }] }, 'x', { format: 'csv', columns: [] }])
    expect(await remember(odd)).toMatchObject({ status: 400, case: 'layout' })

  const { employerId } = at.first
  const on = async () =>
    (await at.owner.prisma.conversion.findMany({ where: { employerId, onSince: { not: null } } })).map(({ id }) => id)
  const [id, next] = [first.id ?? '', second.id ?? '']
  expect(await send(SWITCH, { id, till: 'pa' })).toBe('/foretaget/omvandlingar?fel=invalid&fall=conversion_unseen')
  expect(await send(SWITCH, { id, till: 'pa', sett: 'ja' }, { as: 'other' })).toBe(
    '/foretaget/omvandlingar?fel=not_found&fall=conversion',
  )
  expect(await on()).toEqual([])
  const ON = '/foretaget/omvandlingar?klart=omvandling-pa'
  for (const one of [id, id, next]) {
    expect(await send(SWITCH, { id: one, till: 'pa', sett: 'ja' }, { as: 'handler' })).toBe(ON)
    expect(await on()).toEqual([one])
  }
  expect(await send(SWITCH, { id: next, till: 'av' })).toBe('/foretaget/omvandlingar?klart=omvandling-av')
  expect(await on()).toEqual([])
  const trail = await at.owner.prisma.audit.findMany({
    where: { chain: employerId, action: { startsWith: 'conversion.' } },
    orderBy: { seq: 'asc' },
  })
  expect(trail.map(({ action }) => action.slice(11))).toEqual([
    ...['remembered', 'remembered', 'switched-on', 'switched-on', 'switched-off'],
  ])
  await at.owner.prisma.member.updateMany({ where: { personId: at.ombud.personId, employerId }, data: { role: 'reader' } })
  expect(await remember({ format: 'csv', columns })).toMatchObject({ status: 403 })
  expect(await send(SWITCH, { id, till: 'pa', sett: 'ja' }, { as: 'handler' })).toBe(
    '/foretaget/omvandlingar?fel=not_allowed&fall=reader',
  )
  await at.owner.prisma.member.updateMany({ where: { personId: at.ombud.personId, employerId }, data: { role: 'handler' } })
})

test('without the database a form leads to the page that works without it, and a program is told', async () => {
  const { db } = at.parts
  at.parts.db = openDb('postgresql://nobody@127.0.0.1:1/none')
  try {
    expect(await send(ADDRESSES, {})).toBe('/driftinformation')
    const json = await postForm(browsers.admin, ADDRESSES, { fields: {}, headers: { accept: 'application/json' } })
    expect([json.status, await json.json()]).toMatchObject([503, { code: 'unavailable', case: 'database' }])
  } finally {
    await at.parts.db.close()
    at.parts.db = db
  }
})

// What was typed in a form that is refused: in a sealed cookie of its page, for the login and company that typed it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { logInBrowser, postForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { readSession, type Session } from '#lib/access/read-session.ts'
import { LIMITS } from '#lib/limits.ts'
import { type FieldsPlace, openFields } from '#lib/web/forms/kept-fields.ts'

const ADDRESSES = '/api/foretaget/aviseringar'
const PAGE = '/foretaget/aviseringar'
const LONG_AGO = (LIMITS.keptFieldsMinutes + 1) * 60_000

let at: WebFixture
let browser: TestBrowser
let session: Session
beforeAll(async () => {
  at = await webFixture({ PASSWORD_LOGIN: 'on' })
  await at.owner.prisma.member.updateMany({ data: { role: 'administrator' } })
})
afterAll(() => at.drop())
beforeEach(async () => {
  browser = await logInBrowser(at, { personId: at.ombud.personId, employerId: at.first.employerId })
  session = await sessionOf(browser)
})

async function sessionOf(of: TestBrowser): Promise<Session> {
  const found = await readSession({ db: at.web }, of.cookieHeader())
  if (!found) throw new Error('not logged in')
  return found
}

/** The cookie that a form's answer sets: its value, and its other attributes. */
async function keptBy(path: string, fields: Record<string, string>, as = browser) {
  const answer = await postForm(as, path, { fields })
  expect(answer.status).toBe(303)
  const [pair = '', ...attributes] = answer.headers
    .getSetCookie()
    .filter((line) => line.startsWith('ifyllt='))
    .join('\n')
    .split('; ')
  return { to: answer.headers.get('location'), value: pair.slice('ifyllt='.length), attributes }
}

const open = (value: string, more: Partial<FieldsPlace> = {}) =>
  openFields({ secret: at.parts.env.SESSION_SECRET, page: PAGE, session, now: new Date(), ...more }, value)

describe('each form of a company', () => {
  const id = '00000000-0000-4000-8000-000000000000'
  test.each([
    ['setNoticeRecipients', ADDRESSES, PAGE, { sprak: 'engelska', adress1: 'lon@exempel.test', adress2: 'hej@' }],
    [
      'giveMandate',
      '/api/foretaget/mandat',
      '/foretaget/ombud',
      { ombud: '559900-1318', fran: '2027-01-01', till: '2027-12-31' },
    ],
    [
      'registerCertificate',
      '/api/foretaget/certifikat',
      '/foretaget/certifikat',
      { certifikat: 'inget', galler: '2027-01-01T08:00' },
    ],
    ['changeValidFrom', '/api/foretaget/certifikat/galler-fran', '/foretaget/certifikat', { id, galler: '2027-01-01T08:00' }],
  ])('that is refused keeps what was typed: %s', async (form, path, page, fields) => {
    const { to, value, attributes } = await keptBy(path, fields)
    expect(to).toMatch(new RegExp(`^${page}\\?fel=`))
    expect(attributes).toEqual([`Path=${page}`, `Max-Age=${LIMITS.keptFieldsMinutes * 60}`, 'HttpOnly', 'SameSite=Lax'])
    expect(open(value, { page })).toEqual({ form, fields })
    for (const typed of Object.values(fields)) expect(`${to} ${decodeURIComponent(value)}`).not.toContain(typed)
  })

  test('that was made for another company than the one acted for now is refused, and its page does not show it', async () => {
    const adress1 = 'lon@exempel.test'
    const { to, value } = await keptBy(ADDRESSES, { adress1, foretag: at.second.employerId })
    expect(to).toBe(`${PAGE}?fel=conflict&fall=other_employer`)
    expect(open(value)).toBeUndefined()
    expect(open(value, { session: { ...session, employerId: at.second.employerId } })?.fields).toEqual({ adress1 })
    const kept = await at.owner.prisma.noticeRecipient.findMany({ where: { address: adress1 } })
    expect(kept).toEqual([])
  })

  test('that is taken removes what was kept', async () => {
    expect(await keptBy(ADDRESSES, { adress1: 'lon@exempel.test' })).toMatchObject({
      to: `${PAGE}?klart=aviseringar`,
      value: '',
      attributes: [`Path=${PAGE}`, 'Max-Age=0', 'HttpOnly', 'SameSite=Lax'],
    })
  })
})

describe('what was typed', () => {
  let value: string
  beforeEach(async () => {
    value = (await keptBy(ADDRESSES, { adress1: 'hej' })).value
    expect(open(value)?.fields).toEqual({ adress1: 'hej' })
  })

  test('is nothing to another login, another company, another page, without a login, or later', async () => {
    const again = await sessionOf(await logInBrowser(at, { personId: at.ombud.personId, employerId: at.first.employerId }))
    expect(open(value, { session: again })).toBeUndefined()
    expect(open(value, { session: { ...session, employerId: at.second.employerId } })).toBeUndefined()
    expect(open(value, { session: undefined })).toBeUndefined()
    expect(open(value, { page: '/foretaget/ombud' })).toBeUndefined()
    expect(open(value, { now: new Date(Date.now() + LONG_AGO) })).toBeUndefined()
  })

  test('is nothing when it was sealed elsewhere, or is changed in one sign anywhere', () => {
    expect(open(value, { secret: 'x'.repeat(64) })).toBeUndefined()
    const bytes = Buffer.from(value, 'base64url')
    for (const index of bytes.keys()) {
      const forged = Buffer.from(bytes)
      forged[index] = (bytes[index] ?? 0) ^ 1
      expect(open(forged.toString('base64url'))).toBeUndefined()
    }
    for (const odd of ['', 'x', value.slice(0, 30), '%00', `${value}AAAA`]) expect(open(odd)).toBeUndefined()
  })
})

test('a login that fails keeps the user name, never the password or the code', async () => {
  const fields = { username: 'anna.ek', password: 'hemligt ord', totp: '123456', next: '/lamna' }
  const { to, value } = await keptBy('/api/logga-in/losenord', fields, new TestBrowser(at.url))
  expect(to).toBe('/logga-in?fel=fel&next=%2Flamna')
  const kept = open(value, { page: '/logga-in', session: undefined })
  expect(kept).toEqual({ form: 'passwordLogin', fields: { username: 'anna.ek' } })
})

test('a private key is not kept, and what was kept before it is removed', async () => {
  const certifikat = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'
  const { to, value, attributes } = await keptBy('/api/foretaget/certifikat', { certifikat, galler: '' })
  expect([to, value, attributes[1]]).toEqual(['/foretaget/certifikat?fel=invalid&fall=key_sent', '', 'Max-Age=0'])
})

test('what is too large for a cookie is left out, the largest field first', async () => {
  const noise = Array.from({ length: 200 }, () => crypto.randomUUID()).join('')
  const galler = '2027-01-01T08:00'
  const { value } = await keptBy('/api/foretaget/certifikat', { certifikat: noise, galler })
  expect(value.length).toBeLessThan(3_600)
  expect(open(value, { page: '/foretaget/certifikat' })?.fields).toEqual({ galler })
})

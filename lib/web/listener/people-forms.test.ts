// The forms of a company's people over real http, as a browser without JavaScript sends them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { guestBrowser } from '#e2e/fixtures/guest.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { employersOf } from '#lib/access/employers-of.ts'
import { personKey } from '#lib/access/person.ts'
import { readSession } from '#lib/access/read-session.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { againPage } from '#lib/web/forms/after-login.ts'
import { FIELDS_COOKIE, openFields } from '#lib/web/forms/kept-fields.ts'

const PEOPLE = '/foretaget/personer'
const NUMBER = '197703102397'
const INVITED = { namn: 'Nya Namnet', adress: 'ny@exempel.se', roll: 'handler', slut: '', personnummer: '' }
const MEMBER_WORDS = { fel: 'not_allowed', fall: 'administrator' }

let at: WebFixture
let browsers: Record<'admin' | 'handler' | 'reader' | 'other', TestBrowser>
beforeAll(async () => {
  at = await webFixture()
  const { first, second, ombud } = at
  const { prisma } = at.owner
  const person = { create: { name: 'Rut', personKey: 'ab'.repeat(32), personMasked: '19121212-****' } }
  const rut = await prisma.member.create({
    data: { role: 'reader', person, employer: { connect: { id: first.employerId } } },
  })
  await prisma.member.updateMany({
    where: { personId: { in: [first.anna.personId, second.bo.personId] } },
    data: { role: 'administrator' },
  })
  browsers = {
    admin: await logInBrowser(at, first.anna),
    handler: await logInBrowser(at, { personId: ombud.personId, employerId: first.employerId }),
    reader: await logInBrowser(at, rut),
    other: await logInBrowser(at, second.bo),
  }
})
beforeEach(async () => {
  await at.owner.prisma.invitation.deleteMany()
  await at.owner.prisma.notice.deleteMany()
})
afterAll(() => at.drop())

const send = (path: string, fields: Record<string, string> = {}, as: keyof typeof browsers = 'admin') =>
  sendForm(browsers[as], path, fields)
const invite = (fields: Partial<typeof INVITED> = {}, as: keyof typeof browsers = 'admin') =>
  send('/api/foretaget/personer', { ...INVITED, ...fields }, as)
const inviteId = async () => (await at.owner.prisma.invitation.findFirstOrThrow()).id
const refusedAs = (page: string, words: Record<string, string>) => `${page}?${new URLSearchParams(words)}`

/** The path in the mail. */
async function linkIn(): Promise<string> {
  const mail = await at.owner.prisma.notice.findFirstOrThrow({
    where: { kind: 'person-invited' },
    orderBy: { createdAt: 'desc' },
  })
  return (mail.params as { path: string }).path
}

const guest = (personnummer = NUMBER) => guestBrowser(at, personnummer, 'Hanna Berg')

test('an administrator invites, sends again and takes back', async () => {
  expect(await invite()).toBe(`${PEOPLE}?klart=inbjuden`)
  const [id, link] = [await inviteId(), await linkIn()]
  expect(await send('/api/foretaget/inbjudan/igen', { id })).toBe(`${PEOPLE}?klart=inbjuden`)
  expect(await linkIn()).not.toBe(link)
  expect(await send('/api/foretaget/inbjudan/aterta', { id })).toBe(`${PEOPLE}?klart=inbjudan-atertagen`)
  expect(await send('/api/foretaget/inbjudan/aterta', { id })).toBe(refusedAs(PEOPLE, { fel: 'not_found', fall: 'invitation' }))
})

test('what was typed wrong comes back with what was typed', async () => {
  const { prisma } = at.owner
  expect(await invite({ roll: 'ombud' })).toBe(refusedAs(PEOPLE, { fel: 'invalid', fall: 'end_missing' }))
  expect(await invite({ slut: 'i morgon' })).toBe(refusedAs(PEOPLE, { fel: 'invalid', fall: 'end_date' }))
  const kept = browsers.admin.cookieHeader().match(new RegExp(`${FIELDS_COOKIE}=([^;]+)`))?.[1] ?? ''
  const session = (await readSession({ db: at.web }, browsers.admin.cookieHeader())) ?? undefined
  const place = { secret: at.parts.env.SESSION_SECRET, page: PEOPLE, session, now: new Date() }
  expect(openFields(place, kept)).toMatchObject({ form: 'invitePerson', fields: { namn: 'Nya Namnet', slut: 'i morgon' } })
  expect(await invite({ personnummer: '123' })).toBe(refusedAs(PEOPLE, { fel: 'invalid', fall: 'invited_number' }))
  expect(await invite({ adress: 'ny@exempel' })).toBe(refusedAs(PEOPLE, { fel: 'invalid', fall: 'address' }))
  expect([await prisma.invitation.count(), await prisma.notice.count()]).toEqual([0, 0])
})

test('a handler, a reader and another company’s administrator get nowhere', async () => {
  const { personId } = at.ombud
  await invite()
  const id = await inviteId()
  const one = `/api/foretaget/personer/${at.first.anna.personId}`
  for (const as of ['handler', 'reader'] as const) {
    expect(await invite({ adress: 'b@exempel.se' }, as)).toBe(refusedAs(PEOPLE, MEMBER_WORDS))
    expect(await send('/api/foretaget/inbjudan/igen', { id }, as)).toBe(refusedAs(PEOPLE, MEMBER_WORDS))
    expect(await send('/api/foretaget/inbjudan/aterta', { id }, as)).toBe(refusedAs(PEOPLE, MEMBER_WORDS))
    expect(await send(one, { roll: 'reader' }, as)).toBe(refusedAs(one.slice(4), MEMBER_WORDS))
    expect(await send(`${one}/ta-bort`, {}, as)).toBe(refusedAs(one.slice(4), MEMBER_WORDS))
    expect(await send('/api/foretaget/namn', { namn: 'Kapat AB' }, as)).toBe(refusedAs('/foretaget', MEMBER_WORDS))
  }
  const gone = (what: string) => ({ fel: 'not_found', fall: what })
  expect(await send('/api/foretaget/inbjudan/igen', { id }, 'other')).toBe(refusedAs(PEOPLE, gone('invitation')))
  expect(await send(one, { roll: 'reader' }, 'other')).toBe(refusedAs(one.slice(4), gone('member')))
  expect(await send(`${one}/ta-bort`, {}, 'other')).toBe(refusedAs(one.slice(4), gone('member')))
  const typed = { ...INVITED, adress: 'c@exempel.se', foretag: at.first.employerId }
  expect(await send('/api/foretaget/personer', typed, 'other')).toBe(
    refusedAs(PEOPLE, { fel: 'conflict', fall: 'other_employer' }),
  )
  expect(await at.owner.prisma.invitation.count()).toBe(1)
  expect(await employersOf({ db: at.owner }, personId)).toHaveLength(2)
})

test('a role is changed and a person removed; the last administrator stays', async () => {
  const one = `/foretaget/personer/${at.ombud.personId}`
  const self = `/foretaget/personer/${at.first.anna.personId}`
  const until = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10)
  expect(await send(`/api${one}`, { roll: 'ombud', slut: until })).toBe(`${one}?klart=roll`)
  expect(await send(`/api${one}`, { roll: 'administrator' })).toBe(
    refusedAs(one, { fel: 'conflict', fall: 'administrator_accepts' }),
  )
  expect(await send(`/api${self}`, { roll: 'reader' })).toBe(refusedAs(self, { fel: 'conflict', fall: 'last_administrator' }))
  expect(await send(`/api${self}/ta-bort`)).toBe(refusedAs(self, { fel: 'conflict', fall: 'last_administrator' }))
  expect(await send(`/api${one}/ta-bort`)).toBe(`${PEOPLE}?klart=person-borttagen`)
  const [, , ...rest] = ['x', 'y', ...(await employersOf({ db: at.owner }, at.ombud.personId))]
  expect(rest).toMatchObject([{ employerId: at.second.employerId }])
})

test('a guest becomes a person and a member by the button, of twenty presses at once once', async () => {
  await invite({ personnummer: NUMBER })
  const [path, browser, { prisma }] = [`/api${await linkIn()}`, await guest(), at.owner]
  expect(await prisma.person.count({ where: { name: 'Hanna Berg' } })).toBe(0)
  expect(await sendForm(new TestBrowser(at.url), path, {})).toMatch(/^\/logga-in\?fel=utgangen&next=%2Finbjudan%2F/)
  const other = await sendForm(await guest('197701102381'), path, {})
  expect(other).toBe(`${path.slice(4)}?fel=conflict&fall=invitation_other`)
  const answers = await Promise.all(Array.from({ length: 20 }, () => postForm(browser, path, { fields: {} })))
  // On a machine with much else to do, some wait too long for the database.
  const done = answers.filter(({ headers }) => headers.get('location') === '/hem')
  expect(done.length).toBeGreaterThan(0)
  expect(
    answers.filter((each) => !done.includes(each)).every(({ headers }) => headers.get('location') === '/driftinformation'),
  ).toBe(true)
  const [answer] = done
  if (answer) browser.follow(answer)
  const session = await readSession({ db: at.web }, browser.cookieHeader())
  expect(session).toMatchObject({ name: 'Hanna Berg', employerId: at.first.employerId })
  const people = await prisma.person.findMany({ where: { personKey: personKey(at.keeper.env.PERSON_KEY, NUMBER) } })
  expect(people).toMatchObject([{ name: 'Hanna Berg', mail: 'ny@exempel.se', mailVerifiedAt: null }])
  const members = await prisma.member.findMany({ where: { personId: people[0]?.id ?? '' } })
  expect(members).toMatchObject([{ employerId: at.first.employerId, role: 'handler', removedAt: null }])
  const told = await prisma.notice.findMany({ where: { kind: { startsWith: 'person-' } } })
  expect(JSON.stringify(told)).not.toMatch(/Hanna|Exempelbolaget|19770310/)
})

test('a new name is entered once, with a fresh login', async () => {
  expect(await send('/api/foretaget/namn', { namn: '' })).toBe(refusedAs('/foretaget', { fel: 'invalid', fall: 'company_name' }))
  const where = { personId: at.first.anna.personId }
  await at.owner.prisma.loginSession.updateMany({ where, data: { provedAt: new Date(Date.now() - DAY_MS) } })
  expect(await send('/api/foretaget/namn', { namn: 'Nya Bolaget AB' })).toBe(
    `/logga-in?${new URLSearchParams({ next: againPage('/foretaget') })}`,
  )
  await at.owner.prisma.loginSession.updateMany({ where, data: { provedAt: new Date() } })
  expect(await send('/api/foretaget/namn', { namn: 'Nya Bolaget AB' })).toBe('/foretaget?klart=namn')
  expect(await at.owner.prisma.employer.findUnique({ where: { id: at.first.employerId } })).toMatchObject({
    name: 'Nya Bolaget AB',
  })
})

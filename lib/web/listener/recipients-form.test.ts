// The form about notices: what it takes and refuses, which addresses are told, and what is kept of what was typed.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import type { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { readAddresses } from '#lib/addresses.ts'
import { startCheck } from '#lib/checking/check.ts'
import { LIMITS } from '#lib/limits.ts'
import { FIRST_TOPICS, type NoticeTopic } from '#lib/notices/events.ts'
import { makeSample, samplesOf } from '#lib/samples/samples.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { addressField, topicField } from '#lib/web/forms/recipient-fields.ts'

const FORM = '/api/foretaget/aviseringar'
const DONE = '/foretaget/aviseringar?klart=aviseringar'
const refusedAs = (fall: string) => `/foretaget/aviseringar?fel=invalid&fall=${fall}`

let at: WebFixture
let browsers: Record<'admin' | 'handler' | 'other', TestBrowser>
beforeAll(async () => {
  at = await webFixture()
  const { first, second, ombud, owner } = at
  const admins = [first.anna.personId, second.bo.personId]
  await owner.prisma.member.updateMany({ where: { personId: { in: admins } }, data: { role: 'administrator' } })
  browsers = {
    admin: await logInBrowser(at, first.anna),
    handler: await logInBrowser(at, { personId: ombud.personId, employerId: first.employerId }),
    other: await logInBrowser(at, second.bo),
  }
})
afterAll(() => at.drop())
beforeEach(async () => {
  await at.owner.pool.query('TRUNCATE notice, notice_recipient CASCADE')
})

/** The form's fields for these addresses, each with the topics that a new one has. */
const fieldsFor = (addresses: readonly string[], topics: readonly NoticeTopic[] = FIRST_TOPICS) => ({
  sprak: 'sv',
  ...Object.fromEntries(
    addresses.flatMap((address, n) => [
      [addressField(n + 1), address],
      ...topics.map((topic) => [topicField(n + 1, topic), 'on']),
    ]),
  ),
})
const save = (
  addresses: readonly string[],
  { as = 'admin', topics }: { as?: keyof typeof browsers; topics?: NoticeTopic[] } = {},
) => sendForm(browsers[as], FORM, fieldsFor(addresses, topics))
const many = (count: number, name = 'x') => Array.from({ length: count }, (_, n) => `${name}${n}@b.test`)
const stored = ({ employerId } = at.first as { employerId: string }) =>
  at.owner.prisma.noticeRecipient.findMany({ where: { employerId }, orderBy: { address: 'asc' } })
const addresses = async (of?: { employerId: string }) => (await stored(of)).map(({ address }) => address)

test('addresses are kept with their topics and a language, and each new one is told once', async () => {
  expect(await save(['Lon@exempel.test', 'teknik@exempel.test'])).toBe(DONE)
  const fields = { ...fieldsFor(['lon@exempel.test'], ['refused', 'receipt']), sprak: 'en' }
  expect(await sendForm(browsers.admin, FORM, fields)).toBe(DONE)
  expect(await stored()).toMatchObject([{ address: 'lon@exempel.test', topics: ['refused', 'receipt'] }])
  const told = await at.owner.prisma.notice.findMany({ orderBy: { recipient: 'asc' } })
  expect(told.map(({ recipient, kind }) => [recipient, kind])).toEqual([
    ['lon@exempel.test', 'address-added'],
    ['teknik@exempel.test', 'address-added'],
  ])
  // What waits for the one that was removed is not sent.
  expect(told.map(({ nextAttemptAt, lastError }) => [nextAttemptAt !== null, lastError])).toEqual([
    [true, null],
    [false, 'address-removed'],
  ])
  const { language } = await at.owner.prisma.employer.findUniqueOrThrow({ where: { id: at.first.employerId } })
  const trail = await at.owner.prisma.audit.findFirstOrThrow({ where: { action: 'notices.addresses' }, orderBy: { seq: 'desc' } })
  expect([language, trail.detail]).toEqual(['en', { count: 1, added: 0, removed: 1, silent: 0, language: 'en' }])
  expect(await stored(at.second)).toEqual([])
})

test('a company may turn all off, and two who save at once do not add up', async () => {
  expect(await save(['lon@exempel.test'], { topics: [] })).toBe(DONE)
  expect(await stored()).toMatchObject([{ topics: [] }])
  const size = LIMITS.noticeAddresses
  await Promise.all([save(many(size, 'a')), save(many(size, 'b'))])
  expect(await stored()).toHaveLength(size)
})

describe('is refused, and nothing is stored', () => {
  test.each<readonly [string, string]>([
    ['hej', 'address'],
    ['a@b.test c@d.test', 'address'],
    ['a@b.test,c@d.test', 'address'],
    ['"a"@b.test', 'address'],
    ['a@b.test>\r\nBcc: x@y.test', 'address_lines'],
    ['a\nb@c.test', 'address_lines'],
    [`${'a'.repeat(250)}@b.test`, 'address'],
    ...['b.test/x', 'b%2etest', 'b.test:25', '127.1', '[127.0.0.1]', 'räksmörgås', 'a\u202eb.test', '-b.test'].map(
      (domain) => [`a@${domain}`, 'address'] as const,
    ),
  ])('%j', async (address, fall) => {
    await save(['lon@exempel.test'])
    expect(await save(['lon@exempel.test', address])).toBe(refusedAs(fall))
    expect(await addresses()).toEqual(['lon@exempel.test'])
  })

  test('one address twice, in either spelling of its domain; one too many; and what others than an administrator send', async () => {
    expect(await save(['Info@Räksmörgås.SE', 'info@xn--rksmrgs-5wao1o.se'])).toBe(refusedAs('address_twice'))
    expect(await save(many(LIMITS.noticeAddresses + 1))).toBe(refusedAs('addresses'))
    expect(await save(['x@y.test'], { as: 'handler' })).toBe('/foretaget/aviseringar?fel=not_allowed&fall=administrator')
    expect(await addresses()).toEqual([])
    expect(await save(many(LIMITS.noticeAddresses))).toBe(DONE)
    expect(await addresses(at.second)).toEqual([])
  })

  test('more than so many new addresses a day: the portal cannot be made to write to a crowd of strangers', async () => {
    const [most, size] = [LIMITS.newNoticeAddressesADay, LIMITS.noticeAddresses]
    const sent = () => at.owner.prisma.notice.count({ where: { recipient: { startsWith: 'frammande' } } })
    let refused = ''
    for (let round = 0; round <= most && refused === ''; round++) {
      const where = await save(many(size, `frammande${round}-`), { as: 'other' })
      if (where !== DONE) refused = where
    }
    expect(refused).toBe('/foretaget/aviseringar?fel=too_many&fall=addresses')
    expect(await sent()).toBe(most)
    // Fewer is always possible.
    expect(await save([], { as: 'other' })).toBe(DONE)
  })
})

describe('an address as a file’s epost has it', () => {
  const inFile = (address: string): boolean => {
    const [sample] = samplesOf(sjukanmalan)
    const file = Buffer.from(makeSample(sjukanmalan, sample ?? expect.fail(), new Date('2026-11-29T12:00:00Z'))).toString()
    expect(file).toMatch(/<epost>.*<\/epost>/)
    const check = startCheck({ service: sjukanmalan, now: new Date('2026-11-29T12:00:00Z'), environment: 'test' })
    check.push(Buffer.from(file.replace(/<epost>.*<\/epost>/, `<epost>${address}</epost>`)))
    return check.finish().findings.every(({ code }) => !code.startsWith('T0'))
  }
  test.each([
    'lön@exempel.se',
    'info@räksmörgås.se',
    'info@xn--rksmrgs-5wao1o.se',
    "o'neill+lon@exempel.se",
    'åsa.öberg@lön.räksmörgås.se',
    'a@b.se',
  ])('is taken there and here: %s', (address) => {
    expect([inFile(address), 'address' in (readAddresses([address])[0] ?? {})]).toEqual([true, true])
  })
  test.each(['lön', '@exempel.se', 'a@', 'a@b@c.se', 'a@.se', 'a@b..se', 'a b@c.se', 'a@b.se.'])(
    'is refused there and here: %s',
    (address) => {
      expect([inFile(address), 'address' in (readAddresses([address])[0] ?? {})]).toEqual([false, false])
    },
  )
})

test('what was typed comes back whole in the cookie, as many rows and as long as may be', async () => {
  const fields = fieldsFor(many(LIMITS.noticeAddresses).map((address, n) => `${'långt'.repeat(20)}${n}.${address}`))
  const answer = await postForm(browsers.admin, FORM, { fields: { ...fields, [addressField(3)]: 'hej' } })
  expect(answer.headers.get('location')).toBe(refusedAs('address'))
  const [cookie = ''] = answer.headers.getSetCookie().filter((line) => line.startsWith('ifyllt='))
  expect(cookie.length).toBeGreaterThan(400)
  expect(cookie.length).toBeLessThan(4096)
  expect(decodeURIComponent(cookie)).not.toContain('långt')
})

// What changes the most asks for a login of the last minutes: by the route, and by the verb in its transaction.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { noThings } from '#e2e/ways-in/portal-company.ts'
import { portalRequest } from '#e2e/ways-in/portal-requests.ts'
import { setKeepDays } from '#lib/access/keep-days.ts'
import { setNoticeRecipients } from '#lib/access/notice-recipients.ts'
import { changeValidFrom, removeCertificate } from '#lib/certificates/change-certificate.ts'
import { endMandate, giveMandate } from '#lib/certificates/mandates.ts'
import { LIMITS } from '#lib/limits.ts'
import { FIELDS_COOKIE, openFields } from '../forms/kept-fields.ts'
import { FORM_ROUTES } from './form-routes.ts'

let at: WebFixture
beforeAll(async () => {
  at = await webFixture()
  const { personId } = at.first.anna
  await at.owner.prisma.member.updateMany({ where: { personId }, data: { role: 'administrator' } })
})
afterAll(() => at.drop())

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** A browser of the company's administrator, who proved then who they are. */
async function annaWho(provedAt: Date | null) {
  const { anna, employerId } = at.first
  const browser = await logInBrowser(at, { personId: anna.personId, employerId })
  const session = await at.owner.prisma.loginSession.findFirstOrThrow({
    where: { personId: anna.personId },
    orderBy: { createdAt: 'desc' },
  })
  await at.owner.prisma.loginSession.update({ where: { id: session.id }, data: { provedAt } })
  return { browser, session, actor: { ...anna.actor, sessionId: session.id } }
}

const FRESH = FORM_ROUTES.filter(({ fresh }) => fresh)
/** Forms of an administrator's that change nothing of what the company has chosen. */
const OTHERS: readonly string[] = []

describe('a form that asks for a fresh login', () => {
  test('is every form of a company’s administrator', () => {
    const all = FORM_ROUTES.filter(({ asks, method }) => asks === 'administrator' && method === 'POST')
    expect(all.filter(({ fresh }) => !fresh).map(({ name }) => name)).toEqual(OTHERS)
    expect(FRESH.length).toBeGreaterThan(15)
  })

  test.each(FRESH.filter(({ asks }) => asks === 'administrator').map((route) => [route.path, route] as const))(
    '%s: with an old login leads to the login and back',
    async (_, route) => {
      for (const provedAt of [null, minutesAgo(LIMITS.freshLoginMinutes + 1)]) {
        const { browser } = await annaWho(provedAt)
        const { path, body } = portalRequest({ from: 'table', ...route }, noThings())
        const to = await sendForm(browser, path, Object.fromEntries(new URLSearchParams(body)))
        const { groups = {} } = new RegExp(route.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')).exec(path) ?? {}
        expect(to).toBe(`/logga-in?${new URLSearchParams({ next: `${route.page?.(groups)}?ifyllt=1` })}`)
      }
    },
  )

  test('keeps what was typed for its page, and is taken after the login', async () => {
    const { browser, session } = await annaWho(minutesAgo(LIMITS.freshLoginMinutes + 1))
    const fields = { ombud: '5599004560', fran: '2026-12-01', till: '2027-01-31' }
    const answer = await postForm(browser, '/api/foretaget/mandat', { fields })
    browser.follow(answer)
    const value = new RegExp(`${FIELDS_COOKIE}=([^;]+)`).exec(browser.cookieHeader())?.[1] ?? ''
    const place = { secret: at.parts.env.SESSION_SECRET, page: '/foretaget/ombud', now: new Date() }
    const login = { sessionId: session.id, employerId: at.first.employerId }
    expect(openFields({ ...place, session: login }, value)?.fields).toEqual(fields)
    await at.owner.prisma.loginSession.update({
      where: { id: session.id },
      data: { provedAt: minutesAgo(LIMITS.freshLoginMinutes - 1) },
    })
    expect(await sendForm(browser, '/api/foretaget/mandat', fields)).toBe('/foretaget/ombud?klart=mandat')
  })

  test('of who may not is refused as that', async () => {
    const { personId } = await at.owner.prisma.member.findFirstOrThrow({
      where: { employerId: at.first.employerId, role: 'handler' },
    })
    const browser = await logInBrowser(at, { personId, employerId: at.first.employerId })
    await at.owner.prisma.loginSession.updateMany({ where: { personId }, data: { provedAt: null } })
    const to = await sendForm(browser, '/api/foretaget/gallring', { dagar: '30' })
    expect(to).toBe('/foretaget/gallring?fel=not_allowed&fall=administrator')
  })

  test('a verb asks once more: a login that grew old meanwhile changes nothing', async () => {
    const { actor } = await annaWho(minutesAgo(LIMITS.freshLoginMinutes + 1))
    const by = { db: at.web, actor, now: new Date() }
    const { employerId } = at.first
    const [id, day] = [crypto.randomUUID(), new Date()]
    const recipients = { employerId, language: 'sv', recipients: [] } as const
    const tries = [
      setKeepDays(by, { employerId, days: 30, operatorsDays: 60 }),
      setNoticeRecipients(by, { ...recipients, recipients: [] }),
      changeValidFrom(by, { employerId, certificateId: id, validFrom: day }),
      removeCertificate(by, { employerId, certificateId: id }),
      giveMandate(by, { employerId, agentOrgnr: '5599004560', validFrom: day, validUntil: day }),
      endMandate(by, { employerId, mandateId: id }),
    ]
    for (const tried of await Promise.allSettled(tries))
      expect(tried).toMatchObject({ status: 'rejected', reason: { code: 'not_allowed', detail: 'fresh_login' } })
  })
})

// Logging in by the real pages, what they say when it fails, and how a login ends.
import type { Page } from '@playwright/test'
import { LIMITS } from '#lib/limits.ts'
import { spelled } from '#lib/text/spelling.ts'
import { codeAt, freshCode } from '../fixtures/one-time-code.ts'
import { xmlFile } from './files.ts'
import { choose, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import type { BrowserEnvironment } from './place.ts'
import { expect, open, test } from './test.ts'

const MINUTE = 60_000
const title = (page: Page) => page.getByRole('heading', { level: 1 })

test.describe('by user name and password', () => {
  test.afterEach(async ({ owner }) => void (await owner.prisma.loginDelay.deleteMany()))

  test('with a one-time code, which works once', async ({ page, here, context }) => {
    const { username, password, totpSecret } = personIn(here, 'Cecilia Holm')
    const code = codeAt(new Date(), totpSecret)
    await logIn(page, { username, password, code })
    await expect(title(page)).toHaveText(/ AB$/)
    await expect(page.getByRole('banner')).toContainText('Provföretaget i Sundsvall AB')
    const [cookie] = (await context.cookies()).filter(({ name }) => name === 'kvittens')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    await page.getByRole('button', { name: /^Logga ut/ }).click()
    await logIn(page, { username, password, code })
    await expect(page.getByRole('main')).toContainText('En kod går bara att använda en gång')
  })

  test('without the code one does not come in', async ({ page, here }) => {
    const { username, password } = personIn(here, 'Cecilia Holm')
    await logIn(page, { username, password })
    await expect(page.getByRole('heading', { name: 'Du är inte inloggad' })).toBeVisible()
  })

  test('wrong ones are told without saying which; after several one has to wait', async ({ page, here, owner }) => {
    const { username, password, totpSecret } = personIn(here, 'David Nordin')
    const code = () => freshCode(owner, username, totpSecret)
    await open(page, '/logga-in?next=/inlamningar')
    for (let tries = 1; tries <= 5; tries++) {
      await logIn(page, { username, password: 'gissning nummer ett av flera', code: '000000' })
      await expect(page.getByRole('region', { name: 'Du är inte inloggad' })).toContainText(
        'Fel användarnamn, lösenord eller engångskod.',
      )
      await expect(page.getByRole('region', { name: 'Du är inte inloggad' })).toBeFocused()
    }
    // Each further guess doubles the delay: it is tried until the right password cannot miss it, however slow the machine.
    const notice = page.getByRole('region', { name: 'Du är inte inloggad' })
    await expect
      .poll(async () => {
        await logIn(page, { username, password: 'gissning nummer ett av flera', code: '000000' })
        await expect(notice).toBeFocused()
        return Number(/Vänta (\d+) sekund/.exec((await notice.textContent()) ?? '')?.[1] ?? 0)
      })
      .toBeGreaterThanOrEqual(5)
    await logIn(page, { username, password, code: await code() })
    await expect(notice).toContainText(/Vänta \d+ sekund/)
    // The right password comes in when the wait is over, and to where one was going.
    await expect
      .poll(async () => {
        await logIn(page, { username, password, code: await code() })
        return title(page).textContent()
      })
      .toBe('Inlämningar')
  })

  test('what is left empty is asked for', async ({ page }) => {
    await open(page, '/logga-in')
    await page.getByRole('button', { name: 'Logga in med lösenord' }).click()
    await expect(page.getByRole('main')).toContainText('Skriv användarnamn, lösenord och engångskod.')
  })
})

test.describe('by e-legitimation', () => {
  test('whoever breaks off is told that nothing happened, and comes to where they were going the next time', async ({ page }) => {
    await toBroker(page, '/lamna')
    await page.getByRole('button', { name: 'Avbryt' }).click()
    await expect(page.getByRole('main')).toContainText('Du avbröt inloggningen. Inget har hänt.')
    await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
    await page.getByRole('button', { name: 'Björn Åkesson' }).click()
    await expect(title(page)).toHaveText('Vilken e-tjänst gäller det?')
  })

  test('who has no account gets none, and is told how to get one', async ({ page, context, owner }) => {
    const people = await owner.prisma.person.count()
    await toBroker(page)
    await page.getByRole('button', { name: /^Hanna Berg/ }).click()
    await expect(title(page)).toHaveText('Du har inget konto här än')
    await expect(page.getByRole('main')).toContainText('Du har legitimerat dig som Hanna Berg. Inget har sparats om dig.')
    expect((await context.cookies()).filter(({ name }) => name === 'kvittens')).toEqual([])
    expect(await owner.prisma.person.count()).toBe(people)
    await page.getByRole('button', { name: 'Logga ut' }).click()
    await page.goto('/valkommen')
    await expect(title(page)).toHaveText('Din legitimering gäller inte längre')
  })

  test('too low a level of assurance does not do', async ({ page }) => {
    await toBroker(page)
    await page.getByRole('checkbox', { name: /för låg tillitsnivå/ }).check()
    await page.getByRole('button', { name: 'Björn Åkesson' }).click()
    await expect(page.getByRole('main')).toContainText('Din e-legitimation har inte den tillitsnivå som krävs')
  })

  test('support comes to support, an operator to the operation page', async ({ page }) => {
    await toBroker(page)
    await page.getByRole('button', { name: 'Fatima Haddad' }).click()
    await expect(title(page)).toHaveText('Support: sök inlämning')
    await page.getByRole('button', { name: /^Logga ut/ }).click()
    await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
    await page.getByRole('button', { name: 'Göran Lind' }).click()
    await expect(title(page)).toHaveText('Drift')
  })
})

test.describe('a login ends', () => {
  test('with a warning two minutes before, after which one can stay with what one had chosen', async ({
    page,
    context,
    owner,
  }) => {
    const { sessionId } = await logInAs(context, owner, { name: 'Björn Åkesson' })
    await choose(page, xmlFile({ name: 'vald.xml' }))
    await expect(verdict(page)).toBeVisible()
    await seen((LIMITS.sessionIdleMinutes - 1.5) * MINUTE)
    await comeBack(page)
    const warning = page.getByRole('dialog', { name: 'Du loggas snart ut' })
    await expect(warning).toContainText('Du loggas ut om 1 minut')
    await warning.getByRole('button', { name: 'Fortsätt vara inloggad' }).click()
    await expect(warning).toHaveCount(0)
    const { seenAt } = await owner.prisma.loginSession.findUniqueOrThrow({ where: { id: sessionId } })
    expect(Date.now() - seenAt.getTime()).toBeLessThan(MINUTE)
    await expect(verdict(page)).toBeVisible()

    async function seen(agoMs: number) {
      await owner.prisma.loginSession.update({ where: { id: sessionId }, data: { seenAt: new Date(Date.now() - agoMs) } })
    }
  })

  test(`after ${spelled(LIMITS.sessionHours, 'en')} hours whatever one does, and says so`, async ({ page, context, owner }) => {
    const { sessionId } = await logInAs(context, owner, { name: 'Björn Åkesson' })
    await owner.prisma.loginSession.update({
      where: { id: sessionId },
      data: { expiresAt: new Date(Date.now() + 1.5 * MINUTE) },
    })
    await open(page, '/hem')
    const warning = page.getByRole('dialog', { name: 'Du loggas snart ut' })
    await expect(warning).toContainText(`En inloggning gäller högst ${LIMITS.sessionHours} timmar`)
    await expect(warning.getByRole('button', { name: 'Fortsätt vara inloggad' })).toHaveCount(0)
    await warning.getByRole('button', { name: 'Stäng' }).click()
    await expect(title(page)).toHaveText(/ AB$/)
  })

  test('after half an hour of nothing; the login page says why and leads back', async ({ page, context, owner }) => {
    const { sessionId } = await logInAs(context, owner, { name: 'Björn Åkesson' })
    await owner.prisma.loginSession.update({
      where: { id: sessionId },
      data: { seenAt: new Date(Date.now() - (LIMITS.sessionIdleMinutes + 0.1) * MINUTE) },
    })
    await open(page, '/inlamningar?sok=K7MQ')
    await expect(page.getByRole('main')).toContainText(
      `Du har loggats ut, eftersom du inte har gjort något på ${LIMITS.sessionIdleMinutes} minuter`,
    )
    await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
    await page.getByRole('button', { name: 'Björn Åkesson' }).click()
    await page.waitForURL('**/inlamningar?sok=K7MQ')
  })

  test.describe('while a page is made', () => {
    // What the server refused in mid-page, React tells the page's console.
    test.use({ pageFalls: true })
    test('it leads to the login, and back', async ({ page, context, owner }) => {
      const { sessionId } = await logInAs(context, owner, { name: 'Björn Åkesson' })
      await open(page, '/hem')
      // It ends as soon as web has read it.
      await owner.pool.query(`
        CREATE FUNCTION planted_end() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
          IF session_user = 'kvittens_web' THEN NEW.seen_at := now() - interval '1 hour'; END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER planted_end BEFORE UPDATE OF seen_at ON login_session FOR EACH ROW
          WHEN (NEW.id = '${sessionId}') EXECUTE FUNCTION planted_end()`)
      try {
        const ended = page.getByText(/^Du har loggats ut, eftersom/)
        for (const go of [
          () => page.getByRole('link', { name: 'Inlämningar' }).first().click(),
          () => page.goto('/inlamningar'),
        ]) {
          const seen = { seenAt: new Date(Date.now() - 2 * MINUTE) }
          await owner.prisma.loginSession.update({ where: { id: sessionId }, data: seen })
          await go()
          await expect(ended).toBeVisible()
          expect(new URL(page.url()).searchParams.get('next')).toBe('/inlamningar')
        }
      } finally {
        await owner.pool.query('DROP TRIGGER planted_end ON login_session; DROP FUNCTION planted_end()')
      }
    })
  })

  test('in every tab when one logs out in one of them', async ({ page, context, owner }) => {
    await logInAs(context, owner, { name: 'Björn Åkesson' })
    await choose(page, xmlFile({ name: 'kvar.xml' }))
    await expect(verdict(page)).toBeVisible()
    const other = await context.newPage()
    await open(other, '/hem')
    await other.getByRole('button', { name: /^Logga ut/ }).click()
    await expect(other.getByText('Du är utloggad.')).toBeVisible()
    await comeBack(page)
    const ended = page.getByRole('dialog', { name: 'Du har loggats ut' })
    await expect(ended).toContainText('Sidan är kvar som du lämnade den.')
    await expect(ended.getByRole('link', { name: 'Logga in i en ny flik' })).toBeVisible()
    await ended.getByRole('button', { name: 'Stäng' }).click()
    await expect(verdict(page)).toBeVisible()
    await page.goto('/hem')
    await expect(title(page)).toHaveText('Logga in')
  })

  test('at once for whom a company has removed', async ({ page, context, owner }) => {
    const { personId } = await logInAs(context, owner, { name: 'Björn Åkesson' })
    await open(page, '/hem')
    await owner.prisma.member.updateMany({ where: { personId }, data: { removedAt: new Date() } })
    try {
      await page.goto('/inlamningar')
      await expect(title(page)).toHaveText('Logga in')
      const status = await page.evaluate(async () => {
        const headers = { 'X-Tjanst': 'sjukanmalan', 'X-Arbetsgivare': '5599001236', 'X-Filnamn': 'a.xml' }
        return (await fetch('/api/inlamningar', { method: 'POST', body: 'a', headers })).status
      })
      expect(status).toBe(401)
    } finally {
      await owner.prisma.member.updateMany({ where: { personId }, data: { removedAt: null } })
    }
  })

  test('at once for whom the portal has removed', async ({ page, context, owner }) => {
    const { personId } = await logInAs(context, owner, { name: 'Björn Åkesson' })
    await open(page, '/hem')
    await owner.prisma.person.update({ where: { id: personId }, data: { removedAt: new Date() } })
    try {
      await page.reload()
      await expect(title(page)).toHaveText('Logga in')
    } finally {
      await owner.prisma.person.update({ where: { id: personId }, data: { removedAt: null } })
    }
  })
})

/** The tab is looked at again: then the page asks how long the login lasts. */
const comeBack = (page: Page) => page.evaluate(() => void window.dispatchEvent(new Event('visibilitychange')))

async function toBroker(page: Page, path = '/logga-in'): Promise<void> {
  await open(page, path)
  await page.getByRole('button', { name: 'Logga in med e-legitimation' }).click()
  await expect(title(page)).toHaveText('Legitimera dig (test)')
}

async function logIn(page: Page, { username, password, code = '' }: { username: string; password: string; code?: string }) {
  if (!page.url().includes('/logga-in')) await open(page, '/logga-in')
  await page.getByRole('textbox', { name: 'Användarnamn' }).fill(username)
  await page.getByLabel('Lösenord', { exact: true }).fill(password)
  await page.getByLabel('Engångskod').fill(code)
  await page.getByRole('button', { name: 'Logga in med lösenord' }).click()
  await page.waitForLoadState()
}

function personIn({ people }: BrowserEnvironment, wanted: string): { username: string; password: string; totpSecret: string } {
  const { username = '', password = '', totpSecret = '' } = people.find(({ name }) => name === wanted) ?? {}
  return { username, password, totpSecret }
}

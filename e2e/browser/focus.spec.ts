// Where the focus is when a page answers a plain form: on its error summary, or on its h1.
import type { Response } from '@playwright/test'
import { WEB_ROUTES } from '#lib/web/listener/routes.ts'
import { expectFocusOnAnswer } from './check-page.ts'
import { logInAs } from './log-in-as.ts'
import { newcomer } from './newcomer.ts'
import { awake, expect, open } from './test.ts'
import { visitorTest as test } from './visitor.ts'

const isRedirect = (answer: Response): boolean => answer.status() > 300 && answer.status() < 400
const NOBODY = '00000000-0000-4000-8000-000000000000'
/** Every address that plain forms are sent to. */
const FORMS = WEB_ROUTES.filter(({ method, page }) => method === 'POST' && page).map(({ path }) =>
  path.replaceAll(/\{\w+\}/g, NOBODY),
)

function personFor(action: string): string {
  if (action.startsWith('/api/drift/')) return 'Göran Lind'
  return action.startsWith('/api/support/') ? 'Fatima Haddad' : 'Fia Fokus'
}

test.use({ trace: 'off' })

test('whatever form is sent, its answer has the focus', async ({ page, context, owner }) => {
  await newcomer(owner, 'Fia Fokus', '165599007357')
  expect(FORMS.length).toBeGreaterThan(50)
  let who = ''
  await open(page, '/kontakt')
  for (const action of new Set(FORMS)) {
    const wanted = personFor(action)
    if (wanted !== who) await logInAs(context, owner, { name: wanted })
    who = wanted
    const answered = page.waitForResponse((answer) => answer.request().isNavigationRequest() && !isRedirect(answer))
    await page.evaluate((address) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.action = address
      document.body.append(form)
      form.requestSubmit()
    }, action)
    const answer = await answered
    // A file to keep: the page stays.
    if (answer.headers()['content-disposition']) continue
    expect(answer.headers()['content-type'], action).toContain('text/html')
    await awake(page)
    await test.step(action, () => expectFocusOnAnswer(page))
    if (action === '/api/logga-ut') who = ''
  }
})

test('a page that no form led to leaves the focus where the browser begins', async ({ page }) => {
  await open(page, '/kontakt')
  await expect(page.locator('body:focus, h1:focus')).toHaveCount(0)
  await page.getByRole('link', { name: 'Personuppgifter' }).click()
  await awake(page)
  await expect(page.locator('h1:focus')).toHaveCount(0)
})

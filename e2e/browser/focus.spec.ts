// Where the focus is when a page answers a plain form: on its error summary, or on its h1.
import { WEB_ROUTES } from '#lib/web/listener/routes.ts'
import { expectFocusOnAnswer } from './check-page.ts'
import { logInAs } from './log-in-as.ts'
import { newcomer } from './newcomer.ts'
import { awake, expect, open } from './test.ts'
import { visitorTest as test } from './visitor.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'
/** Every address that plain forms are sent to. */
const FORMS = WEB_ROUTES.filter(({ method, page }) => method === 'POST' && page).map(({ path }) =>
  path.replaceAll(/\{\w+\}/g, NOBODY),
)

test.use({ trace: 'off' })

test('whatever form is sent, its answer has the focus', async ({ page, context, owner }) => {
  await newcomer(owner, 'Fia Fokus', '165599007357')
  expect(FORMS.length).toBeGreaterThan(50)
  for (const action of new Set(FORMS)) {
    await logInAs(context, owner, { name: 'Fia Fokus' })
    await open(page, '/kontakt')
    await page.evaluate((address) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.action = address
      document.body.append(form)
      form.requestSubmit()
    }, action)
    await page.waitForURL((url) => url.pathname !== '/kontakt')
    await awake(page)
    await test.step(action, () => expectFocusOnAnswer(page))
  }
})

test('a page that no form led to leaves the focus where the browser begins', async ({ page }) => {
  await open(page, '/kontakt')
  await expect(page.locator('body:focus, h1:focus')).toHaveCount(0)
  await page.getByRole('link', { name: 'Personuppgifter' }).click()
  await awake(page)
  await expect(page.locator('h1:focus')).toHaveCount(0)
})

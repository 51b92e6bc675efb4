// For specs that only look at pages: one browser context for all tests of a worker, so that scripts and styles are fetched and compiled
// once. Between tests it forgets cookies, what pages kept, and its pages.
import type { BrowserContext } from '@playwright/test'
import { test as own } from './test.ts'

export const visitorTest = own.extend<object, { visitor: BrowserContext }>({
  visitor: [
    async ({ browser, here }, use) => {
      const context = await browser.newContext({
        baseURL: here.settings.publicUrl,
        locale: 'sv-SE',
        timezoneId: 'Europe/Stockholm',
      })
      await use(context)
      await context.close()
    },
    { scope: 'worker' },
  ],
  context: async ({ visitor }, use) => {
    await visitor.clearCookies()
    await use(visitor)
    for (const page of visitor.pages()) {
      await page.evaluate(() => location.protocol === 'about:' || localStorage.clear())
      await page.close()
    }
    await visitor.unrouteAll()
    await visitor.setOffline(false)
  },
})

// The tests' own `test`: knows where the portal is, who the people are, and what the other side's book says.
import { test as base, type ConsoleMessage, expect, type Page, type WebError } from '@playwright/test'
import { type Db, openDb } from '#lib/db.ts'
import { type AgencyControl, agencyControl } from '../rehearsal/agency/control-client.ts'
import { type BrowserEnvironment, readEnvironment } from './place.ts'

type PageFixtures = {
  /** Set where a page is made to fall: then the browser says so too. */
  pageFalls: boolean
  /** Faults of the page itself in any test: scripts that fall, and what the security policy had to stop. */
  soundness: undefined
}
type WorkerFixtures = {
  here: BrowserEnvironment
  /** The database as its owner, who sees all. */
  owner: Db
  agency: AgencyControl
}

export const test = base.extend<PageFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a pattern
  here: [async ({}, use) => use(readEnvironment()), { scope: 'worker' }],
  owner: [
    async ({ here }, use) => {
      const owner = openDb(here.databaseUrl, { max: 4 })
      await use(owner)
      await owner.close()
    },
    { scope: 'worker' },
  ],
  agency: [async ({ here }, use) => use(agencyControl(here.settings.ports.agencyControl)), { scope: 'worker' }],
  baseURL: async ({ here }, use) => use(here.settings.publicUrl),
  pageFalls: [false, { option: true }],
  soundness: [
    async ({ context, pageFalls }, use) => {
      const faults: string[] = []
      const fell = (error: WebError) => faults.push(String(error.error()))
      const said = (message: ConsoleMessage) => {
        if (message.type() === 'error' && !isAnswerThatWasRefused(message.text())) faults.push(message.text())
      }
      context.on('weberror', fell).on('console', said)
      await use(undefined)
      context.off('weberror', fell).off('console', said)
      if (!pageFalls) expect(faults, 'scripts of the page that failed or were stopped').toEqual([])
    },
    { auto: true },
  ],
})

/** Chromium's own remark on an answer of 4xx or 5xx, or a line that broke: what tests of faults ask for. */
const isAnswerThatWasRefused = (text: string): boolean => text.startsWith('Failed to load resource')

/** Opens a page and waits until React has taken over. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await awake(page)
}

/** Until React has taken over: before that a click would be a plain form's. */
export const awake = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.documentElement?.dataset.hydrated === '')

export { expect }

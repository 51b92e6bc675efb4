import type { Page } from '@playwright/test'
import { axe } from './check-page.ts'
import { expect } from './test.ts'

/** Nothing that axe calls a fault, contrast in the dark too, and no sideways scrolling at 320 px (WCAG 1.4.10). */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Between the two only colours differ.
    const look = colorScheme === 'light' ? axe(page) : axe(page).withRules('color-contrast')
    const { violations } = await look.analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  if (size) await page.setViewportSize(size)
}

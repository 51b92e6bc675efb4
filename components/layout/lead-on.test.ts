import { jsx } from 'react/jsx-runtime'
import { expect, test } from 'vitest'
import { renderComponent } from '#e2e/fixtures/render-component.ts'
import { LeadOn } from './lead-on.tsx'
import { VisitRoot } from './visit.tsx'

const hrefs = (isLoggedIn: boolean): string[] => {
  const visit = { isLoggedIn, hasContact: false }
  const html = renderComponent(jsx(VisitRoot, { visit, children: jsx(LeadOn, {}) }))
  return [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
}

test('a page that could not be shown leads home, and a visitor who is not logged in to no page that asks for it', () => {
  expect(hrefs(true)).toEqual(['/hem'])
  expect(hrefs(false)).toEqual(['/', '/logga-in'])
})

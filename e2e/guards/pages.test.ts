// What a new page is easily forgotten in. The browser tests would tell too, after minutes.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REPOSITORY } from './read-ranks.ts'

const read = (file: string): string => readFileSync(join(REPOSITORY, file), 'utf8')
const filesIn = (pattern: string): string[] => globSync(pattern, { cwd: join(REPOSITORY, 'app') })
const pages = filesIn('**/page.tsx').map((file) => `/${file.replace(/\/?page\.tsx$/, '')}`)

test('every page of the app is visited', () => {
  const others = filesIn('{not-found,error}.tsx').map((file) => file.replace('.tsx', ''))
  const visited = new Set([...read('e2e/browser/pages.spec.ts').matchAll(/\broute: '([^']+)'/g)].map(([, route]) => route))
  expect(pages.length).toBeGreaterThan(10)
  expect([...pages, ...others].filter((route) => !visited.has(route))).toEqual([])
})

test('every page of a company stands in the links of its pages', () => {
  const links = [...read('components/people/company-nav.tsx').matchAll(/\bhref="([^"]+)"/g)].map(([, href]) => href)
  expect(links.sort()).toEqual(pages.filter((page) => /^\/foretaget(\/[^/]+)?$/.test(page)).sort())
})

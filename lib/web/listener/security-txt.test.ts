import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { WebEnv } from '#lib/env.ts'

let at: WebFixture
let kept: WebEnv
beforeAll(async () => {
  at = await webFixture()
  kept = at.parts.env
})
afterAll(() => at.drop())

const CONTACT = 'mailto:sakerhet@portalen.test'
const POLICY = 'https://portalen.test/sakerhet'

function ask(settings: Partial<WebEnv>, method = 'GET'): Promise<Response> {
  at.parts.env = { ...kept, ...settings }
  return fetch(`${at.url}/.well-known/security.txt`, { method })
}

test('whoever has found a hole reads where to report it, without a login', async () => {
  const answer = await ask({ SECURITY_CONTACT: CONTACT, SECURITY_POLICY: POLICY })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  const text = await answer.text()
  // RFC 9116, 2.2 and 2.3: lines of name, colon, space and value, ended by CRLF.
  expect(
    text
      .split('\r\n')
      .slice(0, -1)
      .map((line) => line.split(': ', 1)[0]),
  ).toEqual(['Contact', 'Expires', 'Preferred-Languages', 'Canonical', 'Policy'])
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(fieldOf(text, 'Contact')).toBe(CONTACT)
  expect(fieldOf(text, 'Canonical')).toBe(`${kept.PUBLIC_URL}/.well-known/security.txt`)
  expect(fieldOf(text, 'Policy')).toBe(POLICY)
})

test('it counts for some weeks from the day it is asked, and for less than a year', async () => {
  const expires = fieldOf(await (await ask({ SECURITY_CONTACT: CONTACT })).text(), 'Expires')
  expect(expires).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  const days = (new Date(expires).getTime() - Date.now()) / DAY_MS
  expect(days).toBeGreaterThan(60)
  expect(days).toBeLessThan(365)
})

test('HEAD answers with the head alone', async () => {
  const answer = await ask({ SECURITY_CONTACT: CONTACT }, 'HEAD')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('')
})

test('where no contact is named there is none, and none that says nothing', async () => {
  expect((await ask({ SECURITY_CONTACT: undefined })).status).toBe(404)
})

const fieldOf = (text: string, name: string): string => new RegExp(`^${name}: (.*)\r$`, 'm').exec(text)?.[1] ?? ''

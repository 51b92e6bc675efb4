import { createElement } from 'react'
import { expect, test } from 'vitest'
import { renderComponent } from '#e2e/fixtures/render-component.ts'
import type { OwnSession } from '#lib/access/own-sessions.ts'
import { SessionList } from './session-list.tsx'

const at = new Date('2026-12-01T08:00:00Z')
const logins = (count: number): OwnSession[] =>
  Array.from({ length: count }, (_, n) => {
    const times = { startedAt: at, seenAt: at }
    return { sessionId: `s${n}`, way: 'eleg', device: null, isThis: n === 0, ...times }
  })
const html = (count: number): string => renderComponent(createElement(SessionList, { sessions: logins(count) }))
const ends = /Avsluta inloggningen Okänd webbläsare/g

test('the logins after the fifth are folded, and all but this one can be ended', () => {
  const [open = '', folded = ''] = html(7).split('<details')
  expect(open.match(ends)).toHaveLength(4)
  expect(folded).toContain('Visa 2 äldre inloggningar')
  expect(folded.match(ends)).toHaveLength(2)
  expect(folded).toContain('action="/api/konto/inloggningar/avsluta-andra"')
})

test('five are not folded, and who is logged in here alone has nothing to end', () => {
  expect(html(5)).not.toContain('<details')
  expect(html(1)).not.toContain('<form')
  expect(html(1)).toContain('Du är inte inloggad någon annanstans.')
})

test('on a narrow screen a row with nothing to do has no empty line', () => {
  expect(html(2).match(/data-label="Avsluta"/g)).toHaveLength(2)
  expect(html(2).match(/data-label="Avsluta" data-only="wide"/g)).toHaveLength(1)
})

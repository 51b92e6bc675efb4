import { expect, test } from 'vitest'
import { PEPPER } from '#e2e/fixtures/accounts.ts'
import { LIMITS } from '#lib/limits.ts'
import { openGuest, sealGuest } from './guest.ts'
import { sealText } from './seal.ts'

const NOW = new Date('2026-11-30T20:00:00Z')
const place = { pepper: PEPPER, portal: 'https://kvittens.test', now: NOW }
const hanna = { personKey: 'f'.repeat(64), masked: '19860105-****', name: 'Hanna', personnummer: '198601052387', provedAt: NOW }
const later = (ms: number) => new Date(NOW.getTime() + ms)

test('a guest is whom keeper sealed, for this portal and for as long as is said', () => {
  const sealed = sealGuest(hanna, place)
  expect(sealed).not.toContain(hanna.personnummer)
  expect(openGuest(sealed, place)).toEqual(hanna)
  expect(openGuest(sealGuest({ ...hanna, provedAt: null }, place), place)).toEqual({ ...hanna, provedAt: null })
  const end = LIMITS.guestMinutes * 60_000
  expect(openGuest(sealed, { ...place, now: later(end - 1) })).toEqual(hanna)
  expect(openGuest(sealed, { ...place, now: later(end) })).toBeNull()
  expect(openGuest(sealed, { ...place, portal: 'https://another.test' })).toBeNull()
  expect(openGuest(sealed, { ...place, pepper: 'q'.repeat(32) })).toBeNull()
})

test('nobody is made a guest by a seal for something else, by other fields, or by one bit', () => {
  const sealed = sealGuest(hanna, place)
  const bytes = Buffer.from(sealed, 'base64url')
  for (const at of [0, 20, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(openGuest(changed.toString('base64url'), place), String(at)).toBeNull()
  }
  const fields = JSON.stringify({ ...hanna, portal: place.portal, until: later(1000).getTime(), provedAt: null })
  expect(openGuest(sealText(fields, { pepper: PEPPER, purpose: 'kvittens guest' }), place)).not.toBeNull()
  expect(openGuest(sealText(fields, { pepper: PEPPER, purpose: 'kvittens signature token' }), place)).toBeNull()
  expect(openGuest(sealText('{}', { pepper: PEPPER, purpose: 'kvittens guest' }), place)).toBeNull()
  for (const text of ['', 'x', sealed.slice(1), sealed.slice(0, -4)]) expect(openGuest(text, place), text).toBeNull()
})

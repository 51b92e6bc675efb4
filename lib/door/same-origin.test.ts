import { describe, expect, test } from 'vitest'
import { requireSameOrigin } from './same-origin.ts'

const HOME = 'https://kvittens.example'

describe('a request that changes something must come from the portal’s own pages', () => {
  test.each([
    ['the own origin', { origin: HOME }],
    ['the own origin, said twice over', { origin: HOME, 'sec-fetch-site': 'same-origin' }],
    ['a browser that only says same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['a form the person sent again by reloading', { origin: HOME, 'sec-fetch-site': 'none' }],
  ])('%s is let in', (_, headers) => {
    expect(() => requireSameOrigin(headers, `${HOME}/`)).not.toThrow()
    expect(() => requireSameOrigin(new Headers(headers), HOME)).not.toThrow()
  })

  test.each<[string, Record<string, string | string[]>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['an origin that hides', { origin: 'null' }],
    ['a page inside a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['the same host over http', { origin: 'http://kvittens.example' }],
    ['the same host on another port', { origin: `${HOME}:8443` }],
    ['a host that begins like ours', { origin: `${HOME}.evil.example` }],
    ['a neighbour below the same domain', { origin: HOME, 'sec-fetch-site': 'same-site' }],
    ['a cross-site request that bears our origin', { origin: HOME, 'sec-fetch-site': 'cross-site' }],
    ['a request that says nothing', {}],
    ['a request that only says it was typed', { 'sec-fetch-site': 'none' }],
    ['two origins', { origin: [HOME, 'https://evil.example'] }],
    ['an empty origin', { origin: '' }],
  ])('%s is refused', (_, headers) => {
    expect(() => requireSameOrigin(headers, HOME)).toThrow(expect.objectContaining({ code: 'cross_site' }))
  })
})

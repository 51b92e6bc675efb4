import { describe, expect, test } from 'vitest'
import { chooseLanguage } from './header-forms.ts'

const HOME = 'https://kvittens.example'
const env = { PUBLIC_URL: HOME } as Parameters<typeof chooseLanguage>[1]['env']

function choose(sprak: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ sprak })
  return chooseLanguage(new Request(`${HOME}/api/sprak`, { method: 'POST', body, headers: { origin: HOME, ...headers } }), {
    env,
  })
}

describe('choosing a language', () => {
  test('is remembered, and leads back to where one was', async () => {
    const answer = await choose('en', { referer: `${HOME}/inlamningar?sok=K7` })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/inlamningar?sok=K7')
    expect(answer.headers.get('set-cookie')).toBe('sprak=en; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly; Secure')
  })

  test('that we do not speak changes nothing', async () => {
    const answer = await choose('en; Domain=evil.example')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test.each(['https://evil.example/inlamningar', `${HOME}//evil.example`, 'not an address'])(
    'never leads to another site (%s)',
    async (referer) => {
      expect((await choose('sv', { referer })).headers.get('location')).toBe('/')
    },
  )

  test('cannot be done from another site', async () => {
    await expect(choose('en', { origin: 'https://evil.example' })).rejects.toMatchObject({ code: 'cross_site' })
  })
})

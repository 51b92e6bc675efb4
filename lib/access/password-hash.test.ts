import { expect, test } from 'vitest'
import { hashPassword, isPassword } from './password-hash.ts'

test('a crowd of logins is answered in turn, what is more than a short queue is refused, and then all is as before', async () => {
  const stored = await hashPassword('fyra trötta älgar går hem')
  const tries = await Promise.allSettled(Array.from({ length: 60 }, () => isPassword('fyra trötta älgar går hem', stored)))
  const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(refused).toHaveLength(60 - 2 - 30)
  expect(refused[0]).toMatchObject({ code: 'unavailable', detail: 'crowded' })
  for (const one of tries) if (one.status === 'fulfilled') expect(one.value).toBe(true)
  expect(await isPassword('fyra trötta älgar går hem', stored)).toBe(true)
  expect(await isPassword('fyra pigga älgar går hem', stored)).toBe(false)
})

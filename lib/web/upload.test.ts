import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sickFile, type WebFixture, webFixture } from '#e2e/web-fixture.ts'
import { openPayload } from '#lib/payloads/open-payload.ts'

let at: WebFixture
beforeAll(async () => {
  at = await webFixture()
})
afterAll(() => at.drop())

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex')
type Body = Record<string, unknown>
const json = async (response: Response): Promise<Body> => (await response.json()) as Body

test('201 means durable: what lies on the disk decrypts to the very bytes that came', async () => {
  const file = sickFile({ cases: 3 })
  const response = await at.upload(file, { headers: { 'x-sha256': sha256Of(file), 'x-filnamn': 'l%C3%B6n%20nov.xml' } })
  const answer = await json(response)
  expect(answer).toMatchObject({ status: 'i-ko', filnamn: 'lön nov.xml', antal: 3, varningar: 0, dubblett: false })
  expect(response.status).toBe(201)
  expect(response.headers.get('location')).toBe(`/api/inlamningar/${answer.referens}`)
  const parts: Uint8Array[] = []
  const payload = { dir: at.dir, employerId: at.first.employerId, sha256: String(answer.sha256), identity: at.identity }
  for await (const part of openPayload(payload)) parts.push(part)
  expect(Buffer.concat(parts).toString()).toBe(file)
})

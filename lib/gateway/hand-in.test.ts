// Files handed in by the machine's own curl.
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GatewayFixture, gatewayFixture } from '#e2e/gateway-fixture.ts'
import { sickFile } from '#e2e/web-fixture.ts'
import { openPayload } from '#lib/payloads/open-payload.ts'

let at: GatewayFixture
let folder: string
beforeAll(async () => {
  at = await gatewayFixture()
  folder = join(at.dir, 'files')
  mkdirSync(folder)
})
afterAll(() => at.drop())

const JSON_PLEASE = ['-H', 'Accept: application/json']
const SICK = '/filoverforing/sjukanmalan/'
const sha256Of = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

function put(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

async function storedBytes(sha256: string): Promise<string> {
  const parts: Uint8Array[] = []
  const payload = { dir: at.dir, employerId: at.first.employerId, sha256, identity: at.identity }
  for await (const part of openPayload(payload)) parts.push(part)
  return Buffer.concat(parts).toString()
}

describe('a good file', () => {
  test('by the guide’s own line: curl -T and an address that ends in a slash', async () => {
    const content = sickFile({ cases: 2 })
    const answer = await at.call(SICK, ['-T', put('sjuk.xml', content)])
    expect([answer.exit, answer.status, answer.headers['content-type']]).toEqual([0, 202, 'application/xml; charset=utf-8'])
    expect(answer.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<kvittens version="1.0" dubblett="nej"><referens>([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z])<\/referens><status>i-ko<\/status><mottagen>[^<]+[+]0[12]:00<\/mottagen><tjanst>sjukanmalan<\/tjanst><arbetsgivare>5599001236<\/arbetsgivare><filnamn>sjuk.xml<\/filnamn><bytes>\d+<\/bytes><sha256>[0-9a-f]{64}<\/sha256><antal>2<\/antal><varningar>0<\/varningar><\/kvittens>\n$/,
    )
    expect(answer.headers.location).toMatch(/^\/kvittenser\/[2-9A-Z-]{11}$/)
    expect(await storedBytes(sha256Of(content))).toBe(content)
  })

  test('in JSON, with the same names', async () => {
    const content = sickFile()
    const answer = await at.call(SICK, ['-T', put('b.xml', content), ...JSON_PLEASE])
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      202,
      { status: 'i-ko', filnamn: 'b.xml', sha256: sha256Of(content), kvittensID: null, levererad: null, dubblett: false },
    ])
  })

  test('as the body of a POST, and as the one file of a form', async () => {
    const raw = put('raw.xml', sickFile())
    expect((await at.call('/filoverforing/sjukanmalan', ['--data-binary', `@${raw}`])).body).toContain(
      '<filnamn>sjukanmalan.xml<',
    )
    const form = put('form.xml', sickFile())
    const answer = await at.call('/filoverforing/sjukanmalan', ['-F', `file=@${form}`])
    expect([answer.status, answer.body]).toEqual([202, expect.stringContaining('<filnamn>form.xml<')])
  })

  test('again is 200 with the first answer', async () => {
    const file = put('again.xml', sickFile())
    const key = ['-H', `Idempotency-Key: ${randomUUID()}`]
    const first = await at.call(SICK, ['-T', file, ...key])
    for (const more of [key, []]) {
      const again = await at.call(SICK, ['-T', file, ...more])
      expect([again.status, again.headers.location]).toEqual([200, first.headers.location])
      expect(again.body).toContain('dubblett="ja"')
    }
  })
})

// kvittens fetch, and the folder agent's inbox, against a real gateway with real files from FK.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDelivery, allDeliveries } from '#e2e/fixtures/delivery-files.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { kvittens } from '#e2e/fixtures/kvittens.ts'
import { watchedFolder } from '#e2e/fixtures/watched-folder.ts'

let at: GatewayFixture
let to: string
beforeAll(async () => {
  at = await gatewayFixture()
  to = mkdtempSync(join(tmpdir(), 'kvittens-hamta-'))
})
afterAll(async () => {
  rmSync(to, { recursive: true, force: true })
  await at.drop()
})

const give = (name: string, content: Buffer, company: 'first' | 'second' = 'first') =>
  addDelivery(at, { employerId: at[company].employerId, name, content })
const own = () => ({ url: `https://localhost:${at.port}`, cert: at.pki.employer(at.first.orgnr), cacert: at.pki.ca })
const fetch = (...args: string[]) => {
  const { url, cert, cacert } = own()
  return kvittens(['fetch', '--to', to, '--url', url, '--cert', cert, '--cacert', cacert, ...args])
}
const inFolder = () => readdirSync(to).filter((name) => !name.startsWith('.'))

describe('kvittens fetch', () => {
  test('puts each file in the folder whole, once, also when it has been moved away since; none of another company’s', async () => {
    const content = randomBytes(200_000)
    await give('svar å.xml', content)
    await give('annans.xml', randomBytes(10), 'second')
    expect(await fetch()).toEqual({ status: 0, stdout: 'svar å.xml: hämtad.\n', stderr: '' })
    expect(readFileSync(join(to, 'svar å.xml')).equals(content)).toBe(true)
    rmSync(join(to, 'svar å.xml'))
    expect(await fetch()).toEqual({ status: 0, stdout: 'Det finns inget nytt att hämta.\n', stderr: '' })
    expect(inFolder()).toEqual([])
  })

  test('--acknowledge says that we have it, when we have it', async () => {
    await give('tva.xml', randomBytes(10))
    expect(await fetch('--acknowledge')).toEqual({ status: 0, stdout: 'tva.xml: hämtad och kvitterad.\n', stderr: '' })
    const ours = (await allDeliveries(at)).filter(({ employerId }) => employerId === at.first.employerId)
    expect(ours.map(({ acknowledgedAt }) => acknowledgedAt !== null)).toEqual([true, true])
  })
})

test('the folder agent fetches into inkorg', async () => {
  const folder = watchedFolder({ ...own(), fetch: true, acknowledge: true })
  const content = randomBytes(100)
  await give('till agenten.xml', content)
  expect(await folder.once()).toBe(0)
  expect(folder.said()).toContain('till agenten.xml: hämtad och kvitterad.')
  expect(readFileSync(join(folder.dir, 'inkorg/till agenten.xml')).equals(content)).toBe(true)
  await folder.drop()
})

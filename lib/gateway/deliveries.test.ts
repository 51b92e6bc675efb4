// Files from FK fetched by the machine's own curl.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDelivery, sha256Of } from '#e2e/fixtures/delivery-files.ts'
import { curlToFile } from '#e2e/fixtures/download.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { deliveryStore } from '#lib/deliveries/delivery-store.ts'
import { findDelivery } from '#lib/deliveries/find-delivery.ts'
import { purgeDeliveries } from '#lib/deliveries/purge-deliveries.ts'
import { pathOf } from '#lib/store/format.ts'
import type { Delivery } from '#prisma/generated/client.ts'

let at: GatewayFixture
beforeAll(async () => {
  at = await gatewayFixture()
})
afterAll(() => at.drop())

const SICK = '/filoverforing/sjukanmalan'
const JSON_PLEASE = ['-H', 'Accept: application/json']
const fileIn = (name: string) => join(at.dir, name)
const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const give = (name: string, content: Buffer, more: { service?: string; keepDays?: number } = {}) =>
  addDelivery(at, { employerId: at.first.employerId, name, content, ...more })
const address = (name: string) => `${SICK}/${encodeURIComponent(name)}`
const fetchTo = (file: string, path: string, args: string[] = []) =>
  curlToFile(file, [
    '--cert',
    at.pki.employer(at.first.orgnr),
    '--cacert',
    at.pki.ca,
    ...args,
    `https://localhost:${at.port}${path}`,
  ])
const asSecond = () => ({ cert: at.pki.employer(at.second.orgnr) })
const look = ({ employerId, id }: Delivery) =>
  findDelivery({ db: at.web, actor: at.ombud.actor, now: new Date() }, { employerId, id })

describe('the list', () => {
  test('in XML, in JSON and as text with one name a line; another company has its own', async () => {
    const content = randomBytes(9)
    const kept = await give('svar å.xml', content)
    const xml = await at.call(`${SICK}?lista=nya`)
    expect([xml.status, xml.headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8'])
    expect(xml.body).toMatch(
      new RegExp(
        `<filer><fil namn="svar å.xml" tjanst="sjukanmalan" bytes="9" sha256="${sha256Of(content)}" mottagen="[^"]+" status="ny" gallras="${kept.purgeOn.toISOString().slice(0, 10)}"/></filer>`,
      ),
    )
    const json = await at.call(`${SICK}?lista=alla`, JSON_PLEASE)
    expect(JSON.parse(json.body)).toEqual({ filer: [expect.objectContaining({ namn: 'svar å.xml', bytes: 9, status: 'ny' })] })
    const text = await at.call(SICK, ['-H', 'Accept: text/plain'])
    expect([text.headers['content-type'], text.body]).toEqual(['text/plain; charset=utf-8', 'svar å.xml\n'])
    expect((await at.call(`${SICK}?lista=alla`, [], asSecond())).body).toContain('<filer/>')
    const again = await at.call(`${SICK}?lista=nya`, ['-H', `If-None-Match: ${xml.headers.etag}`])
    expect(again.status).toBe(304)
  })

  test('a wrong wish, an unknown e-service and one that the company is not admitted to are refused', async () => {
    expect((await at.call(`${SICK}?lista=gamla`)).status).toBe(400)
    expect((await at.call('/filoverforing/finnsinte?lista=alla')).status).toBe(404)
    expect((await at.call('/filoverforing/franvarouppgift?lista=alla')).status).toBe(403)
  })

  test('more files than one question to the database brings are all there', async () => {
    const { rows } = await at.owner.pool.query(`SELECT id FROM employer WHERE orgnr = $1`, [at.second.orgnr])
    await at.owner.pool.query(
      `INSERT INTO delivery (id, employer_id, service, name, given_name, channel, receiver_id, bytes, sha256, received_at, purge_on)
       SELECT gen_random_uuid(), $1, 'sjukanmalan', 'många-' || n, 'många', 'https', 'n' || n, 1, repeat('0', 64), now(), current_date + 1
       FROM generate_series(1, 1203) n`,
      [rows[0].id],
    )
    const { body } = await at.call(SICK, ['-H', 'Accept: text/plain'], asSecond())
    expect(new Set(body.trimEnd().split('\n')).size).toBe(1203)
  })
})

describe('a file', () => {
  test('comes as FK gave it, with its digest and its name, and counts as fetched from then on', async () => {
    const content = randomBytes(300_000)
    const kept = await give('beslut öst.pdf', content)
    const head = await at.call(address('beslut öst.pdf'), ['--head'])
    expect([head.status, head.headers['content-length'], head.headers.etag]).toEqual([200, '300000', `"${sha256Of(content)}"`])
    expect((await look(kept)).accesses).toEqual([])
    const file = fileIn('hel.bin')
    const answer = await fetchTo(file, address('beslut öst.pdf'))
    expect([answer.exit, answer.status]).toEqual([0, 200])
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="beslut _st.pdf"; filename*=UTF-8''beslut%20%C3%B6st.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      'repr-digest': `sha-256=:${Buffer.from(sha256Of(content), 'hex').toString('base64')}:`,
    })
    expect(hashOf(file)).toBe(sha256Of(content))
    expect(await look(kept)).toMatchObject({
      status: 'hamtad',
      accesses: [{ kind: 'opened', way: 'gateway', completedAt: expect.any(Date) }],
    })
    expect((await at.call(`${SICK}?lista=nya`)).body).not.toContain('beslut')
    expect((await at.call(`${SICK}?lista=alla`)).body).toContain('status="hamtad"')
  })

  test('is fetched by an old program that writes Windows-1252, and by one that writes å in two signs', async () => {
    const content = randomBytes(10)
    await give('räkning.txt', content)
    for (const name of ['r%E4kning.txt', 'ra%CC%88kning.txt']) {
      const file = fileIn('rakning.bin')
      expect((await fetchTo(file, `${SICK}/${name}`)).status).toBe(200)
      expect(hashOf(file)).toBe(sha256Of(content))
    }
  })

  test('whose fetch breaks half-way goes on with curl -C -, as one opening, and is not fetched before its end', async () => {
    const content = randomBytes(24_000_000)
    const kept = await give('stor.bin', content)
    const file = fileIn('stor.bin')
    const cut = await fetchTo(file, address('stor.bin'), ['--limit-rate', '2M', '--max-time', '2'])
    expect(cut.exit).toBe(28)
    const had = readFileSync(file).length
    expect(had).toBeGreaterThan(65_536)
    expect(had).toBeLessThan(content.length)
    expect((await look(kept)).status).toBe('ny')
    expect((await at.call(`${SICK}?lista=nya`)).body).toContain('stor.bin')
    const rest = await fetchTo(file, address('stor.bin'), ['-C', '-'])
    expect([rest.exit, rest.status, rest.headers['content-range']]).toEqual([0, 206, `bytes ${had}-23999999/24000000`])
    expect(hashOf(file)).toBe(sha256Of(content))
    const found = await look(kept)
    expect([found.status, found.accessCount]).toEqual(['hamtad', 1])
    // Once more, when there is nothing left to fetch.
    const done = await fetchTo(file, address('stor.bin'), ['-C', '-'])
    expect(done.status).toBe(416)
    expect(hashOf(file)).toBe(sha256Of(content))
  })

  test.each([
    ['bytes=0-0', 206, 0, 0],
    ['bytes=65535-65536', 206, 65_535, 65_536],
    ['bytes=131072-', 206, 131_072, 199_999],
    ['bytes=-5', 206, 199_995, 199_999],
    ['bytes=199999-300000', 206, 199_999, 199_999],
    ['bytes=200000-', 416, 0, -1],
    ['bytes=-0', 416, 0, -1],
    ['bytes=5-4', 200, 0, 199_999],
    ['bytes=0-1,5-6', 200, 0, 199_999],
    ['rader=0-1', 200, 0, 199_999],
  ])('gives the part %s with %i', async (range, status, from, to) => {
    const content = createHash('sha512').update('x').digest().toString('hex').repeat(1563).slice(0, 200_000)
    const name = `del ${range.replaceAll(/\W/g, '.')}.txt`
    await give(name, Buffer.from(content))
    const answer = await at.call(address(name), ['-H', `Range: ${range}`])
    expect(answer.status).toBe(status)
    expect(answer.body).toBe(content.slice(from, to + 1))
    const whole = await at.call(address(name), ['-H', `Range: ${range}`, '-H', 'If-Range: "another"'])
    expect([whole.status, whole.body.length]).toEqual([200, 200_000])
    const same = await at.call(address(name), ['-H', `Range: ${range}`, '-H', `If-Range: "${sha256Of(Buffer.from(content))}"`])
    expect(same.status).toBe(status)
  })

  test('the last bytes alone are no fetch: the file stays new', async () => {
    const kept = await give('slutet.xml', randomBytes(1000))
    expect((await at.call(address('slutet.xml'), ['-r', '-1'])).status).toBe(206)
    expect((await look(kept)).status).toBe('ny')
    expect((await at.call(address('slutet.xml'), ['-r', '0-499'])).status).toBe(206)
    expect((await at.call(address('slutet.xml'), ['-r', '500-'])).status).toBe(206)
    await expect.poll(async () => (await look(kept)).status).toBe('hamtad')
  })

  test('of another company does not exist, by whatever name it is asked for, and nothing of it is written down', async () => {
    const kept = await give('hemlig.xml', randomBytes(100))
    for (const [args, more] of [
      [[], ''],
      [['--head'], ''],
      [['-X', 'POST'], '?kvittera=1'],
    ] as const)
      expect((await at.call(`${address('hemlig.xml')}${more}`, args, asSecond())).status).toBe(404)
    expect(await look(kept)).toMatchObject({ status: 'ny', accesses: [] })
    for (const path of [
      address('finns inte.xml'),
      `${SICK}/..%2f..%2fhemlig.xml`,
      `${SICK}/hemlig.xml%00`,
      `${SICK}/${'å'.repeat(300)}`,
    ])
      expect([400, 404]).toContain((await at.call(path.replace(/å/g, '%C3%A5'))).status)
  })

  test('that has been purged is told to be so', async () => {
    const kept = await give('gallrad.xml', randomBytes(10), { keepDays: 1 })
    await purgeDeliveries({ db: at.relay, now: new Date(kept.purgeOn.getTime() + 1) }, { payloadDir: at.dir, relay: 'test' })
    const answer = await at.call(address('gallrad.xml'), JSON_PLEASE)
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([404, { case: 'purged' }])
    expect((await at.call(`${SICK}?lista=alla`)).body).not.toContain('gallrad.xml')
  })

  test('that is damaged on our disk is never given out as whole', async () => {
    const kept = await give('skadad.bin', randomBytes(1_000_000))
    const path = pathOf(deliveryStore(at.dir), kept.employerId, kept.sha256)
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(700_000) ^ 1, 700_000)
    writeFileSync(path, bytes)
    const answer = await fetchTo(fileIn('skadad.bin'), address('skadad.bin'))
    expect(answer.exit).not.toBe(0)
    expect((await look(kept)).status).toBe('ny')
    writeFileSync(path, 'not a payload')
    const refused = await at.call(address('skadad.bin'), JSON_PLEASE)
    expect([refused.status, JSON.parse(refused.body)]).toMatchObject([503, { case: 'content', id: expect.any(String) }])
  })
})

describe('an acknowledgement', () => {
  test('before the file has been fetched is refused; after it holds, said once or many times', async () => {
    const kept = await give('att kvittera.xml', randomBytes(2000))
    const acknowledge = () => at.call(`${address('att kvittera.xml')}?kvittera=1`, ['-X', 'POST', ...JSON_PLEASE])
    const early = await acknowledge()
    expect([early.status, JSON.parse(early.body)]).toMatchObject([409, { case: 'not_fetched' }])
    // In one go, as a script does: the acknowledgement may not be too early.
    expect((await fetchTo(fileIn('kvittera.bin'), address('att kvittera.xml'))).status).toBe(200)
    const first = await acknowledge()
    expect([first.status, JSON.parse(first.body)]).toMatchObject([200, { namn: 'att kvittera.xml', status: 'kvitterad' }])
    expect((await acknowledge()).body).toBe(first.body)
    const { accesses } = await look(kept)
    expect(accesses.map(({ kind }) => kind).sort()).toEqual(['acknowledged', 'opened'])
    expect((await at.call(address('att kvittera.xml'))).status).toBe(200)
    expect((await at.call(`${SICK}?lista=alla`)).body).toContain('status="kvitterad"')
    const left = await at.call(`${SICK}?lista=okvitterade`)
    expect(left.body).not.toContain('att kvittera.xml')
    expect(left.body).toContain('stor.bin')
  })

  test('that does not say so is refused, and the wrong method is told the right ones', async () => {
    await give('metod.xml', randomBytes(10))
    expect((await at.call(address('metod.xml'), ['-X', 'POST'])).status).toBe(400)
    const wrong = await at.call(address('metod.xml'), ['-X', 'DELETE'])
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, HEAD, POST, PUT'])
  })
})

// Tables that machines hand in, by curl: converted by the converter, by the conversion that the company has switched on.
import { createHash, randomUUID } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PERSON } from '#e2e/fixtures/checking/build.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { formatDay, stockholmDay } from '#lib/calendar.ts'
import { rememberConversion } from '#lib/conversions/remember-conversion.ts'
import { switchConversion } from '#lib/conversions/switch-conversion.ts'
import { createConverter } from '#lib/converter/create-converter.ts'
import { noUploads } from '#lib/door/tus/uploader.ts'
import { openLog } from '#lib/log.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { openPayload } from '#lib/store/open-payload.ts'
import { writeXlsx } from '#lib/tables/xlsx/write-xlsx.ts'

const SERVICE = '/filoverforing/sjukanmalan'
const JSON_PLEASE = ['-H', 'Accept: application/json']
const DAY = formatDay(stockholmDay(new Date()) - 20)
const HEADINGS = ['Anst. pnr', 'Frånvaro fr.o.m.', 'Vår referens']
const LAYOUT = {
  columns: [
    { heading: HEADINGS[0], field: 'sjukfall/personnummer#1' },
    { heading: HEADINGS[1], field: 'sjukfall/sjuklonFrom#1' },
    { heading: HEADINGS[2], field: 'sjukfall/referens#1' },
  ],
}
let rows = 0
/** Never the same twice. */
const csv = (headings = HEADINGS) => `${headings.join(';')}\n${PERSON};${DAY};${++rows}\n`
const sha256Of = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let at: GatewayFixture
let converter: Server
let socket: string
let conversionId: string
beforeAll(async () => {
  at = await gatewayFixture()
  socket = join(at.dir, 'converter')
  converter = await listening(
    createConverter({ log: openLog({ process: 'converter', instance: 'test', level: 'silent' }) }),
    socket,
  )
  at.parts.env.CONVERT_SOCKET = socket
  conversionId = await remember('csv')
  await switchTo(conversionId, 'on')
})
afterAll(async () => {
  converter.close()
  await at.drop()
})

async function listening(server: Server, path: string): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(path, resolve))
  return server
}
const by = () => ({ db: at.web, actor: at.first.anna.actor, now: new Date() })
const remember = async (format: 'csv' | 'xlsx') =>
  (await rememberConversion(by(), { employerId: at.first.employerId, service: sjukanmalan, layout: { format, ...LAYOUT } })).id
const switchTo = (id: string, to: 'on' | 'off') =>
  switchConversion(by(), { employerId: at.first.employerId, conversionId: id, to })

type TableAnswer = Record<string, unknown> & { findings?: { code: string; at: { cell?: string } }[] }
async function send(
  input: string | Uint8Array,
  { more = [], cert, query = '' }: { more?: string[]; cert?: string; query?: string } = {},
) {
  const answer = await at.call(
    `${SERVICE}/sjuk.csv${query}`,
    ['-X', 'PUT', '-H', 'Content-Type: text/csv', '--data-binary', '@-', ...JSON_PLEASE, ...more],
    {
      input,
      ...(cert && { cert }),
    },
  )
  return { status: answer.status, told: JSON.parse(answer.body) as TableAnswer, headers: answer.headers }
}
/** A table's upload in pieces (tus), begun: its address, and what sends a piece. */
async function beginUpload(table: Buffer) {
  const inBase64 = (text: string) => Buffer.from(text).toString('base64')
  const tus = ['-H', 'Tus-Resumable: 1.0.0']
  const words = `filename ${inBase64('delar.csv')},tjanst ${inBase64('sjukanmalan')}`
  const declared = ['-H', `Upload-Length: ${table.length}`, '-H', `Upload-Metadata: ${words}`]
  const begun = await at.call('/uppladdningar', ['-X', 'POST', ...tus, ...declared])
  const path = begun.headers.location ?? ''
  const type = ['-H', 'Content-Type: application/offset+octet-stream']
  const patch = (offset: number, input: Buffer) => {
    const piece = [...type, '-H', `Upload-Offset: ${offset}`, '--data-binary', '@-']
    return at.call(path, ['-X', 'PATCH', ...tus, ...piece, ...JSON_PLEASE], { input })
  }
  return { path, patch }
}
async function refused(input: string | Uint8Array, more: Parameters<typeof send>[1] = {}) {
  const before = await at.stored()
  const { status, told } = await send(input, more)
  expect(await at.stored()).toEqual(before)
  return [status, told.code, told.case]
}

describe('a table of a company that has switched a conversion on', () => {
  test('is handed in as the XML that it becomes, and its receipt names both', async () => {
    const table = csv()
    const { status, told, headers } = await send(table, { more: ['-H', `X-Sha256: ${sha256Of(table)}`] })
    expect([status, told]).toMatchObject([
      202,
      { sha256: sha256Of(table), bytes: Buffer.byteLength(table), antal: 1, filnamn: 'sjuk.csv' },
    ])
    const sent = told.skickad as { sha256: string; bytes: number; omvandling: string }
    expect(sent.omvandling).toBe(`${conversionId}/1`)
    const parts: Uint8Array[] = []
    const payload = { dir: at.dir, employerId: at.first.employerId, sha256: sent.sha256, identity: at.identity }
    for await (const part of openPayload(payload)) parts.push(part)
    const xml = Buffer.concat(parts)
    expect([sha256Of(xml), xml.length]).toEqual([sent.sha256, sent.bytes])
    expect(xml.toString()).toContain(`<sjuklonFrom>${DAY}</sjuklonFrom>`)
    const row = await at.owner.prisma.submission.findUniqueOrThrow({ where: { reference: String(told.referens) } })
    expect([row.format, row.sha256, row.origin]).toMatchObject([
      'xml',
      sent.sha256,
      {
        by: 'portal',
        sha256: sha256Of(table),
        steps: [{ kind: 'column', from: HEADINGS[0] }, { from: HEADINGS[1] }, { from: HEADINGS[2] }, { kind: 'filled-in' }],
      },
    ])
    expect((await at.stored()).incoming).toEqual([])
    const xmlReceipt = await at.call(headers.location ?? '')
    expect(xmlReceipt.body).toContain(`<skickad bytes="${sent.bytes}" sha256="${sent.sha256}" omvandling="${sent.omvandling}"/>`)
    const found = await at.call(`/kvittenser?antal=5`, JSON_PLEASE)
    expect(JSON.parse(found.body).kvittenser[0]).toMatchObject({ sha256: sha256Of(table), skickad: sent })
  })

  test('that comes again is the same, by its own bytes and by its key', async () => {
    const [table, key] = [csv(), randomUUID()]
    const first = await send(table)
    expect(await send(table)).toMatchObject({ status: 200, told: { referens: first.told.referens, dubblett: true } })
    const keyed = ['-H', `Idempotency-Key: ${key}`]
    const other = csv()
    const second = await send(other, { more: keyed })
    expect(await send(other, { more: keyed })).toMatchObject({
      status: 200,
      told: { referens: second.told.referens, dubblett: true },
    })
    expect(await refused(csv(), { more: keyed })).toEqual([422, 'key_reused', undefined])
  })

  test('comes in pieces too, to the same gateway or to another', async () => {
    const table = Buffer.from(`${csv()}${PERSON};${DAY};x\n`)
    const { patch } = await beginUpload(table)
    expect((await patch(0, table.subarray(0, 20))).status).toBe(204)
    at.parts.uploads = noUploads()
    const last = await patch(20, table.subarray(20))
    // Two cases of one person on one day.
    expect([last.status, JSON.parse(last.body || '{}')]).toMatchObject([
      422,
      { findings: [{ at: { cell: expect.stringMatching(/^[AB]3$/) } }] },
    ])
    const whole = Buffer.from(csv())
    const next = await beginUpload(whole)
    expect((await next.patch(0, whole.subarray(0, 30))).status).toBe(204)
    expect((await next.patch(30, whole.subarray(30))).status).toBe(204)
    expect(JSON.parse((await at.call(next.path, JSON_PLEASE)).body)).toMatchObject({
      sha256: sha256Of(whole),
      bytes: whole.length,
      antal: 1,
    })
    expect((await at.stored()).incoming).toEqual([])
  })

  test('comes as a form too', async () => {
    const table = csv()
    const sent = await at.call(SERVICE, ['-F', 'file=@-;filename=sjuk.csv;type=text/csv', ...JSON_PLEASE], { input: table })
    expect([sent.status, JSON.parse(sent.body)]).toMatchObject([202, { sha256: sha256Of(table), filnamn: 'sjuk.csv' }])
  })

  test('is checked as it is sent: the report is of its own cells', async () => {
    const table = csv()
    const before = await at.stored()
    expect(await send(table, { query: '?test=1' })).toMatchObject({
      status: 200,
      told: { format: 'csv', sha256: sha256Of(table), poster: 1, stop: 0 },
    })
    const wrong = table.replace(DAY, '2026-11-31')
    const [checked, sent] = [await send(wrong, { query: '?test=1' }), await send(wrong)]
    expect([checked.status, sent.status]).toEqual([422, 422])
    expect(checked.told.findings).toEqual(sent.told.findings)
    expect(sent.told.findings).toMatchObject([{ at: { cell: 'B2' } }])
    expect(await at.stored()).toEqual(before)
  })

  test('whose headings have changed is refused', async () => {
    const [status, code] = await refused(csv(['Anst. pnr', 'Frånvaro t.o.m.', 'Vår referens']))
    expect([status, code]).toEqual([422, 'stopped'])
  })
})

describe('a table is refused, and nothing stored, where', () => {
  test('no conversion is switched on, as at another company, or none any more', async () => {
    expect(await refused(csv(), { cert: at.pki.employer(at.second.orgnr) })).toEqual([409, 'conflict', 'conversion_off'])
    await switchTo(conversionId, 'off')
    expect(await refused(csv())).toEqual([409, 'conflict', 'conversion_off'])
    expect(await refused(csv(), { query: '?test=1' })).toEqual([409, 'conflict', 'conversion_off'])
    await switchTo(conversionId, 'on')
  })

  test('the conversion is switched off while it is read', async () => {
    const spy = await listening(
      createServer({ allowHalfOpen: true }, (connection) => void pass(connection)),
      `${socket}-spy`,
    )
    async function pass(connection: Socket) {
      const parts: Buffer[] = []
      for await (const part of connection.iterator({ destroyOnReturn: false })) parts.push(part as Buffer)
      await switchTo(conversionId, 'off')
      const real = connect(socket)
      real.end(Buffer.concat(parts))
      real.pipe(connection)
    }
    at.parts.env.CONVERT_SOCKET = `${socket}-spy`
    expect(await refused(csv())).toEqual([409, 'conflict', 'conversion_off'])
    at.parts.env.CONVERT_SOCKET = socket
    spy.close()
    await switchTo(conversionId, 'on')
  })

  test('the converter is away, or dies with the table; meanwhile nothing of it lies anywhere', async () => {
    at.parts.env.CONVERT_SOCKET = `${socket}-none`
    expect(await refused(csv())).toEqual([503, 'unavailable', 'converter'])
    const before = await at.stored()
    let inTheMiddle: unknown
    // What a gateway that is killed now would leave.
    const die = async (connection: Socket) => {
      inTheMiddle = await at.stored()
      connection.destroy()
    }
    const dying = createServer({ allowHalfOpen: true }, (connection) =>
      connection.resume().once('end', () => void die(connection)),
    )
    await listening(dying, `${socket}-dying`)
    at.parts.env.CONVERT_SOCKET = `${socket}-dying`
    expect(await refused(csv())).toEqual([503, 'unavailable', 'converter'])
    expect(inTheMiddle).toEqual(before)
    at.parts.env.CONVERT_SOCKET = socket
    dying.close()
  })

  test('it needs too much time or memory: others are answered meanwhile', async () => {
    const big = `${HEADINGS.join(';')}\n${`${PERSON};${DAY};x\n`.repeat(20_000)}`
    for (const room of [
      { timeMs: 1, memoryMb: 512 },
      { timeMs: 60_000, memoryMb: 16 },
    ]) {
      const tight = await listening(
        createConverter({ log: openLog({ process: 'converter', instance: 'test', level: 'silent' }), room }),
        `${socket}-tight`,
      )
      at.parts.env.CONVERT_SOCKET = `${socket}-tight`
      const [refusal, other] = await Promise.all([refused(big), at.call('/health')])
      expect(refusal).toEqual([413, 'too_large', 'conversion'])
      expect(other.status).toBe(200)
      at.parts.env.CONVERT_SOCKET = socket
      tight.close()
    }
  })

  test('it is larger than a table may be', async () => {
    at.parts.env.MAX_BYTES = 50_000_000
    expect(await refused(`${HEADINGS.join(';')}\n${'x;y;z\n'.repeat(3_400_000)}`)).toEqual([413, 'too_large', 'table'])
    at.parts.env.MAX_BYTES = 20_000_000
  })

  test('it has 60,000 columns in 20 MB, or is a zip bomb', async () => {
    const wide = `${Array.from({ length: 60_000 }, (_, n) => `k${n}`).join(';')}\n`
    expect((await refused(wide + `${'x;'.repeat(60_000)}\n`.repeat(160)))[0]).toBe(422)
    const id = await remember('xlsx')
    await switchTo(id, 'on')
    const good = writeXlsx([{ name: 'Sjuk', rows: [HEADINGS, [PERSON, DAY, 'x']] }])
    expect((await send(good)).status).toBe(202)
    const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(30_000_000), '[Content_Types].xml': new Uint8Array(10) })
    expect((await refused(bomb))[0]).toBe(422)
    await switchTo(conversionId, 'on')
  })
})

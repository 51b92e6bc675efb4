// The folder agent against a real gateway, its relay and the rehearsal agency; the agent's time is the test's.
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startCuttingProxy } from '#e2e/fixtures/cutting-proxy.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { kvittens } from '#e2e/fixtures/kvittens.ts'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { type WatchedFolder, watchedFolder } from '#e2e/fixtures/watched-folder.ts'
import { sickFile, sized } from '#e2e/fixtures/web.ts'
import { runOnce } from '#lib/relay/loop.ts'
import { openJournal } from './journal.ts'

let fk: RelayFixture
let at: GatewayFixture
let folder: WatchedFolder
beforeAll(async () => {
  fk = await relayFixture()
  at = await gatewayFixture({}, fk.given)
})
afterAll(async () => {
  await at.drop()
  await fk.drop()
})

const settings = (port = at.port) => ({
  url: `https://localhost:${port}`,
  cert: at.pki.employer(at.first.orgnr),
  cacert: at.pki.ca,
})
beforeEach(() => {
  folder = watchedFolder(settings())
})
afterEach(() => folder.drop())

const DAY_MS = 24 * 60 * 60_000
const rowsOf = (name: string) => at.owner.prisma.submission.findMany({ where: { fileName: name } })
const sql = (text: string) => at.owner.pool.query(text)
/** As if handed in 40 days ago, when the portal no longer takes the same bytes for the same errand. */
const longAgo = (name: string) =>
  sql(`BEGIN; SET LOCAL session_replication_role = replica;
    UPDATE submission SET submitted_at = submitted_at - interval '40 days' WHERE file_name = '${name}'; COMMIT`)

describe('what is put in the folder', () => {
  test('is handed in, with its receipt beside it', async () => {
    const content = sickFile()
    folder.put('sjuk å.xml', content)
    folder.start()
    await folder.hears(/^sjuk å\.xml: mottagen, referens [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]\.$/)
    expect(await folder.stop()).toBe(0)
    expect(folder.names()).toEqual([])
    expect(folder.names('skickas')).toEqual([])
    expect(folder.read('skickade/sjuk å.xml')).toBe(content)
    const [row] = await rowsOf('sjuk å.xml')
    expect(JSON.parse(folder.read('kvittenser/sjuk å.xml.kvittens.json'))).toMatchObject({
      referens: row?.reference,
      sha256: row?.sha256,
      dubblett: false,
    })
    expect(folder.read('kvittens.logg')).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d {2}sjuk å\.xml: mottagen/m)
  })

  test('waits while a program pauses in the middle of it, says so once, and is handed in when it is whole', async () => {
    const whole = sickFile({ cases: 3 })
    const half = whole.slice(0, whole.indexOf('</arbetsgivare>'))
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify({ ...settings(), every: 1 }))
    folder.put('paus.xml', half)
    folder.start()
    await folder.hears(/^paus\.xml: slutet saknas/)
    appendFileSync(join(folder.dir, 'paus.xml'), whole.slice(half.length))
    await folder.hears(/^paus\.xml: mottagen/)
    await folder.stop()
    expect(folder.said().filter((line) => line.startsWith('paus.xml'))).toHaveLength(2)
    expect(folder.read('skickade/paus.xml')).toBe(whole)
  })

  test('is judged as it is when nothing more has been written for ten minutes', async () => {
    folder.put('avbruten.xml', sickFile().slice(0, 300))
    folder.start()
    await folder.hears(/^avbruten\.xml: slutet saknas/)
    folder.pass(600_000)
    await folder.hears(/^avbruten\.xml: togs inte emot/)
    await folder.stop()
    expect(folder.names('fel')).toContain('avbruten.xml')
  })

  test('is left alone while it is written, or when it is somebody’s scratch file: said once', async () => {
    const scratch = [
      'a.xml.tmp',
      'b.part',
      '~$bok.xlsx',
      'c.filepart',
      'd.xml~',
      'e.xml.bak',
      'f.crdownload',
      '#g.xml#',
      'h.lock',
    ]
    for (const name of ['.gomd.xml', ...scratch]) writeFileSync(join(folder.dir, name), sickFile())
    writeFileSync(join(folder.dir, 'tom.xml'), '')
    writeFileSync(join(folder.dir, 'vaxer.xml'), 'x')
    const growing = setInterval(() => appendFileSync(join(folder.dir, 'vaxer.xml'), 'x'), 2)
    folder.put('hel.xml', sickFile())
    folder.start()
    await folder.hears(/^hel\.xml: mottagen/)
    await folder.stop()
    clearInterval(growing)
    expect(folder.names()).toEqual(['.gomd.xml', ...scratch, 'tom.xml', 'vaxer.xml'].sort())
    await folder.once()
    const left = folder.said().filter((line) => / lämnas orörd/.test(line))
    expect(left.map((line) => line.split(': ')[0]).sort()).toEqual([...scratch].sort())
  })

  test('waits for its mark where the sender makes one', async () => {
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify({ ...settings(), klar: true }))
    folder.put('omarkt.xml', sickFile())
    folder.put('markt.xml', sickFile())
    folder.put('markt.xml.klar', '')
    folder.start()
    await folder.hears(/^markt\.xml: mottagen/)
    await folder.stop()
    expect(folder.names()).toEqual(['omarkt.xml'])
  })

  test('with faults goes to fel, with a report to read, to work in and for programs', async () => {
    folder.put('fel.xml', sickFile().replace('5599001236</identitet>', '5599001319</identitet>'))
    expect(await folder.once()).toBe(1)
    expect(folder.names('fel')).toEqual([
      'fel.xml',
      'fel.xml.felrapport.json',
      'fel.xml.felrapport.txt',
      'fel.xml.felrapport.xlsx',
    ])
    expect(folder.read('fel/fel.xml.felrapport.txt')).toMatch(
      /^\ufeffFilen har fel som måste rättas\..*\r\n\r\nfel\.xml:\d+:\d+ F12 stop .*\r\n/,
    )
    expect(JSON.parse(folder.read('fel/fel.xml.felrapport.json'))).toMatchObject({
      stop: 1,
      findings: expect.arrayContaining([expect.objectContaining({ code: 'F12' })]),
    })
    expect(readFileSync(join(folder.dir, 'fel/fel.xml.felrapport.xlsx')).subarray(0, 2).toString()).toBe('PK')
    expect(await rowsOf('fel.xml')).toEqual([])
  })

  test('keeps its name beside another of that name', async () => {
    folder.put('lon.xml', sickFile())
    expect(await folder.once()).toBe(0)
    folder.put('lon.xml', sickFile())
    expect(await folder.once()).toBe(0)
    expect(folder.names('skickade')).toEqual(['lon (2).xml', 'lon.xml'])
    expect(folder.names('kvittenser')).toEqual(['lon (2).xml.kvittens.json', 'lon.xml.kvittens.json'])
    expect(await rowsOf('lon.xml')).toHaveLength(1)
    expect(await rowsOf('lon (2).xml')).toHaveLength(1)
  })

  test('never names a person in the log', async () => {
    folder.put('sjuk 19121212-1212.xml', sickFile())
    expect(await folder.once()).toBe(0)
    expect(folder.said().join()).toContain('sjuk 19121212-xxxx.xml: mottagen')
    expect(folder.read('kvittens.logg')).not.toContain('1212-1212')
    expect(folder.names('skickade')).toEqual(['sjuk 19121212-xxxx.xml'])
    expect(folder.names('kvittenser')).toEqual(['sjuk 19121212-xxxx.xml.kvittens.json'])
    expect(folder.read('kvittenser/sjuk 19121212-xxxx.xml.kvittens.json')).not.toContain('1212-1212')
  })

  test('nor two persons of one day by one name, nor one that was put among those to send', async () => {
    folder.put('sjuk 19121212-1212.xml', sickFile())
    folder.put('sjuk 19121212-1220.xml', sickFile())
    expect(await folder.once()).toBe(0)
    writeFileSync(join(folder.dir, 'skickas/sjuk 19121212-1238.xml'), sickFile())
    expect(await folder.once()).toBe(0)
    expect(folder.names('skickade')).toEqual([2, 3].map((n) => `sjuk 19121212-xxxx (${n}).xml`).concat('sjuk 19121212-xxxx.xml'))
  })
})

describe('nothing twice', () => {
  test('the same content again is not handed in, however long ago the portal saw it', async () => {
    const content = sickFile()
    folder.put('en.xml', content)
    expect(await folder.once()).toBe(0)
    await longAgo('en.xml')
    folder.put('en gang till.xml', content)
    expect(await folder.once()).toBe(0)
    expect(folder.said().at(-1)).toMatch(
      /^en gang till\.xml: samma innehåll är redan inlämnat som en\.xml, referens .*\. Det lämnas inte in igen\.$/,
    )
    expect(JSON.parse(folder.read('kvittenser/en gang till.xml.kvittens.json'))).toMatchObject({
      filnamn: 'en.xml',
      dubblett: true,
    })
    expect(await rowsOf('en gang till.xml')).toEqual([])
  })

  test('but goes again after it was withdrawn in the portal', async () => {
    const content = sickFile()
    folder.put('ater.xml', content)
    expect(await folder.once()).toBe(0)
    const { referens } = JSON.parse(folder.read('kvittenser/ater.xml.kvittens.json')) as { referens: string }
    expect((await at.call(`/kvittenser/${referens}?aterkalla=1`, ['-X', 'POST'])).status).toBe(200)
    folder.put('ater.xml', content)
    expect(await folder.once()).toBe(0)
    expect((await rowsOf('ater (2).xml')).map(({ withdrawnAt }) => withdrawnAt)).toEqual([null])
  })

  test('two copies at once are one submission', async () => {
    const content = sickFile()
    folder.put('kopia 1.xml', content)
    folder.put('kopia 2.xml', content)
    expect(await folder.once()).toBe(0)
    expect([await rowsOf('kopia 1.xml'), await rowsOf('kopia 2.xml')].map(({ length }) => length)).toEqual([1, 0])
  })

  test('a file whose bytes change after it was taken is taken anew, as what it is then', async () => {
    const proxy = await startCuttingProxy(at.port)
    proxy.shut()
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify(settings(proxy.port)))
    folder.put('andras.xml', sickFile())
    folder.start()
    await folder.hears(/^Väntar/)
    const later = sickFile({ cases: 2 })
    writeFileSync(join(folder.dir, 'skickas/andras.xml'), later)
    proxy.open()
    await folder.hears(/^andras\.xml: mottagen/)
    await folder.stop()
    await proxy.close()
    expect(folder.said().join('\n')).toContain('andras.xml: ändrades efter att den hade lagts i mappen')
    expect((await rowsOf('andras.xml')).map(({ bytes }) => Number(bytes))).toEqual([Buffer.byteLength(later)])
  })
})

describe('trouble', () => {
  test('a day without network passes: then the file goes, once, and the log is short', async () => {
    const proxy = await startCuttingProxy(at.port)
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify(settings(proxy.port)))
    proxy.shut()
    folder.put('dygn.xml', sickFile())
    folder.start()
    await folder.hears(/^Väntar och försöker igen\. Anslutningen bröts innan något hade skickats/)
    // Each hour it has tried, and says again what it waits for.
    for (let hour = 1; hour <= 30; hour++) {
      folder.pass(60 * 60_000)
      await folder.hears(/^Väntar/, hour + 1)
    }
    expect(folder.names('skickas')).toEqual(['dygn.xml'])
    proxy.open()
    await folder.hears(/^dygn\.xml: mottagen/)
    await folder.stop()
    await proxy.close()
    expect(await rowsOf('dygn.xml')).toHaveLength(1)
    expect(folder.said().filter((line) => line.startsWith('Väntar')).length).toBeLessThan(60)
  })

  test('a line that stands still in the middle of a file is no fault of the file: it goes again', async () => {
    const proxy = await startCuttingProxy(at.port)
    const { UPLOAD_IDLE_S: usual } = at.parts.env
    Object.assign(at.parts.env, { UPLOAD_IDLE_S: 1 })
    proxy.stall(1)
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify(settings(proxy.port)))
    folder.put('still.xml', sized(2_000_000))
    folder.start()
    await folder.hears(/^Väntar/)
    await folder.hears(/^still\.xml: mottagen/)
    await folder.stop()
    await proxy.close()
    Object.assign(at.parts.env, { UPLOAD_IDLE_S: usual })
    expect(folder.names('fel')).toEqual([])
    expect(await rowsOf('still.xml')).toHaveLength(1)
  })

  test('a certificate that will not do is told, waits, and is read anew when it is mended', async () => {
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify({ ...settings(), cert: at.pki.expired }))
    folder.put('cert.xml', sickFile())
    folder.start()
    await folder.hears(/^Väntar och försöker igen\. .*expired\.pem: certifikatet gick ut/)
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify({ ...settings(), cert: at.pki.unknownOrg }))
    await folder.hears(/^Väntar och försöker igen\. Organisationsnumret i certifikatet är inte anslutet/)
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify(settings()))
    await folder.hears(/^cert\.xml: mottagen/)
    await folder.stop()
    expect(folder.names('fel')).toEqual([])
  })

  test('a file that is taken away while it waits is missed aloud, and keeps its key when it comes back', async () => {
    const proxy = await startCuttingProxy(at.port)
    proxy.shut()
    writeFileSync(join(folder.dir, 'kvittens.json'), JSON.stringify(settings(proxy.port)))
    const content = sickFile()
    folder.put('borta.xml', content)
    expect(await folder.once()).toBe(4)
    const journal = () =>
      readFileSync(join(folder.dir, '.kvittens/journal.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { kind: string; key?: string })
    rmSync(join(folder.dir, 'skickas/borta.xml'))
    proxy.open()
    await folder.once()
    expect(folder.said().join('\n')).toContain('borta.xml: filen togs bort ur mappen skickas innan den var inlämnad')
    folder.put('borta.xml', content)
    expect(await folder.once()).toBe(0)
    await proxy.close()
    const keys = journal().flatMap(({ kind, key }) => (kind === 'taken' ? [key] : []))
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
  })

  test('one agent a folder: a second is told so and ends with 6', async () => {
    folder.start()
    await folder.hears(/^Mappagenten har startat/)
    const second = await kvittens(['watch', folder.dir])
    expect([second.status, second.stderr]).toEqual([
      6,
      expect.stringMatching(/^En annan mappagent arbetar redan i mappen \(process \d+\)\.\n$/),
    ])
  })

  test('the lock of an agent that was killed is nobody’s', async () => {
    await folder.once()
    writeFileSync(join(folder.dir, '.kvittens/las'), JSON.stringify({ token: 'x', pid: 999_999_999, host: hostname() }))
    expect(await folder.once()).toBe(0)
    writeFileSync(join(folder.dir, '.kvittens/las'), '{"tok')
    expect(await folder.once()).toBe(0)
  })

  test('a journal whose last line was torn goes on; one that is damaged stops the agent', async () => {
    folder.put('rad.xml', sickFile())
    expect(await folder.once()).toBe(0)
    const file = join(folder.dir, '.kvittens/journal.jsonl')
    appendFileSync(file, '{"kind":"taken","id":"')
    expect(await folder.once()).toBe(0)
    const whole = readFileSync(file, 'utf8')
    expect(whole.endsWith('}\n')).toBe(true)
    writeFileSync(file, whole.replace('"kind":"taken"', '"kind":"tagen"'))
    expect(await kvittens(['watch', folder.dir])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/journalen är skadad på rad 1\. .*Ta inte bort den/),
    })
  })

  test('what a full disk refused of a line is not there afterwards', () => {
    const file = join(folder.dir, 'journal.jsonl')
    const journal = openJournal(file)
    journal.write({ kind: 'gone', id: 'a', at: '' })
    journal.close()
    expect(() => journal.write({ kind: 'gone', id: 'b', at: '' })).toThrow()
    expect(openJournal(file).lines).toEqual([{ kind: 'gone', id: 'a', at: '' }])
  })
})

describe('until Försäkringskassan has answered', () => {
  test('the receipt is kept true, and the log says when it came', async () => {
    folder.put('fram.xml', sickFile())
    folder.start()
    await folder.hears(/^fram\.xml: mottagen, referens/)
    await runOnce(fk.relay('agent-relay'))
    await folder.hears(/^fram\.xml: mottagen av Försäkringskassan, kvittensID \S+ \(referens /)
    const [row] = await rowsOf('fram.xml')
    expect(JSON.parse(folder.read('kvittenser/fram.xml.kvittens.json'))).toMatchObject({ kvittensID: row?.kvittensId })
    expect((await fk.agency.ledger()).filter(({ sha256 }) => sha256 === row?.sha256)).toHaveLength(1)
  })

  test('one that is not approved is told of in fel', async () => {
    folder.put('nej.xml', sickFile())
    expect(await folder.once()).toBe(0)
    await runOnce(fk.relay('agent-relay-2'))
    await sql(`UPDATE submission SET disapproved_at = now() WHERE file_name = 'nej.xml'`)
    folder.pass(DAY_MS)
    expect(await folder.once()).toBe(0)
    expect(folder.names('fel')).toEqual(['nej.xml.underkand.txt'])
    expect(folder.read('fel/nej.xml.underkand.txt')).toMatch(
      /nej\.xml: underkänd av Försäkringskassan, kvittensID \S+ .*Rätta filen/,
    )
  })
})

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  agi,
  fixed,
  latin1,
  OTHER_PERSON,
  PERSON,
  sjukfall,
  TEST_ORGNR,
  xml,
  xmlCase,
  xmlWithCases,
} from '#e2e/fixtures/checking/build.ts'
import { firstDueIn } from '#e2e/fixtures/checking/due-days.ts'
import { mendFile } from './mend-file.ts'

const ROOT = join(import.meta.dirname, '../..')
let dir: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kvittens-cli-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

function kvittens(args: string[], language = 'sv_SE.UTF-8') {
  const env = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: language }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['lib/cli/main.ts', ...args], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr, lines: stdout.trimEnd().split('\n') }
}

const TODAY = ['--today', '2026-11-21']

describe('kvittens check', () => {
  test('ends with 0 for a file that can be sent, and says so last', () => {
    const path = file('right.xml', xml())
    const { status, lines, stderr } = kvittens(['check', path, ...TODAY])
    expect(stderr).toBe('')
    expect(lines.at(-1)).toBe(`${path}: kan skickas. 1 post, inga anmärkningar.`)
    expect(status).toBe(0)
  })

  test('a personnummer in the file’s name is a remark, and is printed nowhere', () => {
    const text = kvittens(['check', file('Anna 900602-2397.xml', xml()), ...TODAY])
    expect(text.status).toBe(0)
    expect(text.lines[0]).toMatch(/Anna 900602-xxxx\.xml:1:1 F15 varning .*”Anna 900602-xxxx\.xml”/)
    const json = kvittens([
      'check',
      file('lista 900602-2397.csv', `Personnummer;Första sjukdag;Orgnr\n${PERSON};2026-11-05;${TEST_ORGNR}\n`),
      '--orgnr',
      TEST_ORGNR,
      '--json',
      ...TODAY,
    ])
    expect(JSON.parse(json.stdout).findings).toMatchObject([{ code: 'F15', severity: 'varning' }])
    expect(text.stdout + json.stdout).not.toMatch(/(?<![\da-f])2397(?![\da-f])/)
  })

  test('ends with 1 for a file that cannot, with a line a finding', () => {
    const path = file('wrong.xml', xmlWithCases(xmlCase({ first: '2026-11-31', rest: '<referens>A1</referens>' })))
    const { status, lines } = kvittens(['check', path, ...TODAY])
    expect(lines[0]).toMatch(
      /^.*wrong\.xml:6:\d+ D02 stop Första sjukdagen \(sjuklonFrom\) står som 2026-11-31\. November har 30 dagar\..*A1\)$/,
    )
    expect(lines.at(-1)).toContain('går inte att skicka. 1 post, 1 fel')
    expect(status).toBe(1)
  })

  test('a table is judged by its own rows and columns', () => {
    const rows = `Personnummer;Första sjukdag;Referens\n${PERSON};2026-11-05;A\n${PERSON};05/11/2026;B\n`
    const path = file('table.csv', rows)
    const { status, lines } = kvittens(['check', path, '--orgnr', TEST_ORGNR, ...TODAY])
    expect(lines[0]).toMatch(
      /table\.csv:3:14 D02 stop Första sjukdagen \(sjuklonFrom\) kan betyda två olika dagar.*\(referens B\)$/,
    )
    expect(lines.join()).not.toContain('kvittens send --test')
    expect(status).toBe(1)
    const good = file('good.csv', rows.replace(/.*;B\n/, ''))
    expect(kvittens(['check', good, '--orgnr', TEST_ORGNR, ...TODAY]).lines.at(-2)).toContain('kvittens send --test')
    const told = JSON.parse(kvittens(['check', path, '--orgnr', TEST_ORGNR, '--json', ...TODAY]).stdout)
    expect(told).toMatchObject({
      format: 'csv',
      bytes: Buffer.byteLength(rows),
      poster: 2,
      stop: 1,
      findings: [{ at: { cell: 'B3', line: 3, column: 14 } }],
    })
    expect(told.sha256).toBe(createHash('sha256').update(rows).digest('hex'))
  })

  test('warnings do not stop', () => {
    const { status, lines } = kvittens(
      ['check', file('late.xml', xmlWithCases(xmlCase({ first: firstDueIn(-1) }))), ...TODAY],
      'en_GB.UTF-8',
    )
    expect(lines[0]).toContain(' D06 varning The notice is late')
    expect(status).toBe(0)
  })

  test('the last day is said, with the cases that are soon due', () => {
    const cases = [
      xmlCase({ first: firstDueIn(1), rest: '<referens>B1</referens>' }),
      xmlCase({ person: OTHER_PERSON, first: firstDueIn(-2) }),
    ]
    const path = file('due.xml', xmlWithCases(...cases))
    const { lines, status } = kvittens(['check', path, ...TODAY])
    expect(lines.slice(1, -1)).toEqual([
      `${path}: rad 6, sista dag 2026-11-22 (referens B1)`,
      `${path}: 1 anmälan är försenad sedan torsdag 19 november. 1 ska vara inne senast i morgon, söndag 22 november.`,
    ])
    expect(status).toBe(0)
    const wrong = file('wrong-due.xml', xmlWithCases(...cases, '<sjukfall/>'))
    const said = kvittens(['check', wrong, ...TODAY]).lines.join()
    expect(said).toContain('senast i morgon')
    expect(said).not.toContain('sista dag 2026')
  })

  test('--json gives one object, as the contract has it', () => {
    const bytes = latin1(fixed(sjukfall({ 15: '20261131', 31: 'A1' })))
    const { status, stdout } = kvittens(['check', file('wrong.txt', bytes), '--json', ...TODAY])
    const report = JSON.parse(stdout)
    expect(Object.keys(report)).toEqual([
      'tjanst',
      'format',
      'sha256',
      'bytes',
      'poster',
      'stop',
      'varning',
      'findings',
      'deadlines',
    ])
    expect(report).toMatchObject({
      tjanst: 'sjukanmalan',
      format: 'fast',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      poster: 1,
      stop: 1,
      varning: 0,
      deadlines: { earliest: null, late: 0, soon: 0 },
    })
    expect(report.findings).toEqual([
      {
        code: 'D02',
        severity: 'stop',
        at: { line: 3, column: 15, byte: 258, record: 1, field: 'sjuklonFrom' },
        params: { case: 'date', why: 'days', month: 11, days: 30 },
        referens: 'A1',
        found: '20261131',
        expected: 'YYYYMMDD',
        text: 'Första sjukdagen (sjuklonFrom) står som 20261131. November har 30 dagar. Rätta datumet.',
      },
    ])
    expect(status).toBe(1)
  })

  test('--tjanst, --miljo and --orgnr are asked as given', () => {
    const path = file('agi.xml', agi())
    expect(kvittens(['check', path, ...TODAY]).lines[0]).toContain('Frånvarouppgift')
    expect(kvittens(['check', path, '--tjanst', 'franvarouppgift', ...TODAY]).status).toBe(0)
    const test = file('person.xml', xmlWithCases(xmlCase({ person: OTHER_PERSON })))
    expect(kvittens(['check', test, '--miljo', 'produktion', ...TODAY]).lines[0]).toContain(' I07 stop ')
    expect(kvittens(['check', test, '--orgnr', '556000-0167', ...TODAY]).lines[0]).toContain(' F12 stop ')
    expect(kvittens(['check', test, '--orgnr', '556000-0167', '--orgnr', TEST_ORGNR, ...TODAY]).status).toBe(0)
  })

  test('--today is the end of that day in Sweden', () => {
    const path = file('evening.xml', xml({ root: 'version="1.0" skapad="2026-11-21T23:59:00"' }))
    expect(kvittens(['check', path, '--today', '2026-11-21']).status).toBe(0)
    expect(kvittens(['check', path, '--today', '2026-11-20']).lines[0]).toContain(' F14 stop ')
  })

  test('several files are checked in turn, and one that cannot be sent decides', () => {
    const { status, lines } = kvittens(['check', file('a.xml', xml()), file('b.xml', ''), ...TODAY])
    expect(status).toBe(1)
    expect(lines.filter((line) => line.includes('kan skickas'))).toHaveLength(1)
    expect(lines.at(-2)).toMatch(/b\.xml:1:1 F01 stop /)
  })

  test.each([
    [['check']],
    [['check', '/nowhere/fil.xml']],
    [['check', '.']],
    [['check', 'x', '--today', '2026-02-30']],
    [['check', 'x', '--orgnr', '1234567890']],
    [['check', 'x', '--tjanst', 'okand']],
    [['check', 'x', '--miljo', 'prod']],
    [['check', 'x', '--okand']],
    [['skicka']],
  ])('%j could not be run: 2, and why on stderr', (args) => {
    const { status, stdout, stderr } = kvittens(args)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^\S.*\.\n$/s)
    expect(stderr).not.toContain('    at ')
  })

  test('--help speaks the language of LANG', () => {
    expect(kvittens(['--help']).stdout).toContain('Användning:')
    expect(kvittens(['check', '--help'], 'C').stdout).toContain('Usage:')
  })
})

describe('kvittens mend', () => {
  const mended = (...args: string[]) =>
    mendFile([...args, ...TODAY], { locale: 'sv', now: new Date('2026-11-21T12:00:00Z'), write: () => true })

  test('writes what is certain in a new file, names what only may be meant so, and does that when told', async () => {
    const broken = file('latin.xml', latin1(xmlWithCases(xmlCase()).replace('antalSjukfall="1"', 'antalSjukfall="2"')))
    const fresh = join(dir, 'ny.xml')
    const first = kvittens(['mend', broken, fresh, ...TODAY])
    expect(first.lines).toEqual([
      `${broken}: rättat: Teckensättet (2 ställen)`,
      `${broken}: kanske menat så, inte rättat: Filen anger 2 för antal sjukfall men har 1. Är 1 rätt? Då skriver vi det i filen. (--also counts)`,
      `${fresh}: går inte att skicka. 1 post, 1 fel, inga anmärkningar.`,
    ])
    expect(first.status).toBe(1)
    expect(readFileSync(fresh, 'utf8')).toBe(xmlWithCases(xmlCase()).replace('antalSjukfall="1"', 'antalSjukfall="2"'))
    await expect(mended(broken, fresh)).rejects.toMatchObject({ key: 'mendExists' })
    const all = join(dir, 'allt.xml')
    expect(await mended(broken, all, '--also', 'counts')).toBe(0)
    expect(readFileSync(all, 'utf8')).toBe(xmlWithCases(xmlCase()))
  })

  test.each([
    ['mendNothing', () => [file('hel.xml', xml())]],
    ['mendTable', () => [file('tabell.csv', `Personnummer;Första sjukdag\n${PERSON};2026-11-05\n`)]],
    ['mendSort', () => [file('fel.xml', latin1(xml())), '--also', 'person']],
  ])('writes nothing: %s', async (key, args) => {
    const [from = '', ...also] = args()
    const none = join(dir, 'ingen.xml')
    await expect(mended(from, none, ...also)).rejects.toMatchObject({ key })
    expect(existsSync(none)).toBe(false)
  })
})

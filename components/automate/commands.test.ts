// The commands as the pages print them, run by a real shell and a real curl against a real gateway. The Windows form is run
// as far as another system can: PowerShell's few signs are read as bash's, curl.exe is curl, and P12 is read by OpenSSL.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCuttingProxy } from '#e2e/fixtures/cutting-proxy.ts'
import { addDelivery } from '#e2e/fixtures/delivery-files.ts'
import { type GatewayFixture, gatewayFixture } from '#e2e/fixtures/gateway.ts'
import { sickFile, sized } from '#e2e/fixtures/web.ts'
import { freePort } from '#e2e/rehearsal/ports.ts'
import { type CurlCall, type CurlPlace, calls, SHELLS, type Shell } from './curl-call.ts'
import { writeCurl } from './write-curl.ts'
import { writeScript } from './write-script.ts'

let at: GatewayFixture
let dir: string
let place: CurlPlace
beforeAll(async () => {
  at = await gatewayFixture()
  dir = mkdtempSync(join(tmpdir(), 'kvittens-kommandon-'))
  place = { url: `https://localhost:${at.port}`, orgnr: '5599001236', service: 'sjukanmalan' }
  const pem = at.pki.employer(at.first.orgnr)
  copyFileSync(pem, join(dir, '5599001236.pem'))
  copyFileSync(pem.replace(/\.pem$/, '.p12'), join(dir, '5599001236.p12'))
  copyFileSync(at.pki.ca, join(dir, 'ca.pem'))
  put('losenord.txt', 'kvittens\n')
})
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true })
  await at.drop()
})

const put = (name: string, content: string) => writeFileSync(join(dir, name), content)
const read = (name: string) => readFileSync(join(dir, name), 'utf8')

async function bash(command: string): Promise<{ exit: number | null; stdout: string; stderr: string }> {
  const child = spawn('bash', ['-c', command], { cwd: dir })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (text) => {
    stdout += text
  })
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const exit = await new Promise<number | null>((ended, failed) => child.once('close', ended).once('error', failed))
  return { exit, stdout, stderr }
}

/** What PowerShell would hand to curl.exe, as bash would. */
function asBash(powershell: string): string {
  return powershell
    .replaceAll(' `\n', ' \\\n')
    .replaceAll('curl.exe', 'curl')
    .replaceAll(/(?<=')((?:[^']|'')*)(?=')/g, (text) => text.replaceAll("''", `'\\''`))
    .replaceAll(/\(Get-Content ([^)]+)\)/g, '"$(head -n 1 $1)"')
    .replaceAll(/\$\(\(Get-FileHash -LiteralPath ([^)]+)\)\.Hash\)/g, '$(sha256sum < $1 | cut -c 1-64)')
}

const run = (shell: Shell, call: CurlCall, where = place) => {
  const written = writeCurl(shell, call, where)
  return bash(shell === 'linux' ? written : asBash(written))
}

describe.each(SHELLS)('the commands for %s', (shell) => {
  test('check a file, hand it in, follow it, list it and withdraw it', async () => {
    const name = `sjuk å's ${shell}.xml`
    put(name, sickFile())
    expect(await run(shell, calls.test(place, name))).toEqual({ exit: 0, stdout: '200\n', stderr: '' })
    expect(read('svar.xml')).toContain('<felrapport version="1.0" tjanst="sjukanmalan" stopp="0"')
    expect(await run(shell, calls.send(place, name))).toEqual({ exit: 0, stdout: '202\n', stderr: '' })
    const reference = /<referens>([^<]+)/.exec(read('svar.xml'))?.[1] ?? ''
    const [row] = await at.owner.prisma.submission.findMany({ where: { fileName: name } })
    expect([row?.reference, row?.idempotencyKey?.toLowerCase()]).toEqual([reference, row?.sha256])
    expect(await run(shell, calls.send(place, name))).toMatchObject({ exit: 0, stdout: '200\n' })
    expect(read('svar.xml')).toContain('dubblett="ja"')
    expect((await run(shell, calls.receipt(reference))).stdout).toContain('<status>i-ko</status>')
    expect((await run(shell, calls.receipts('i-ko'))).stdout).toContain(`<referens>${reference}</referens>`)
    expect((await run(shell, calls.withdraw(reference))).stdout).toContain('<status>aterkallad</status>')
    expect(await run(shell, calls.withdraw('K7MQ-2XWH-9'))).toMatchObject({
      exit: 22,
      stdout: expect.stringContaining('Finns inte'),
    })
  })

  test('list a file from FK, fetch it and acknowledge it', async () => {
    const content = randomBytes(50)
    const name = `svar ${shell}.xml`
    await addDelivery(at, { employerId: at.first.employerId, name, content })
    expect((await run(shell, calls.list(place))).stdout).toBe(`${name}\n`)
    expect(await run(shell, calls.fetch(place, name))).toMatchObject({ exit: 0, stdout: '200\n' })
    expect(readFileSync(join(dir, name)).equals(content)).toBe(true)
    expect((await run(shell, calls.acknowledge(place, name))).stdout).toContain('status="kvitterad"')
    expect((await run(shell, calls.list(place))).stdout).toBe('')
  })

  test('keep the report of a file with faults', async () => {
    put('fel.xml', '<sjukanmalan/>')
    expect(await run(shell, calls.send(place, 'fel.xml'))).toMatchObject({ exit: 22, stdout: '422\n' })
    expect(read('svar.xml')).toMatch(/<fel kod="[A-Z]\d\d" niva="stop"/)
  })

  test('fetch the description of all calls', async () => {
    expect((await run(shell, calls.openapi())).exit).toBe(0)
    expect(JSON.parse(read('openapi.json'))).toMatchObject({ openapi: '3.1.0' })
  })

  test('send a file whose name curl would read as a pattern', async () => {
    const name = `[1-3] {a,b} ${shell}.xml`
    put(name, sickFile())
    expect(await run(shell, calls.send(place, name))).toMatchObject({ exit: 0, stdout: '202\n' })
    expect(await at.owner.prisma.submission.count({ where: { fileName: name } })).toBe(1)
  })
})

describe('the script for linux', () => {
  const script = (where = place) => writeScript('linux', where, 'se koderna').text.replace('0 30 120 600', '0 0.1 0.1')
  const skicka = (name: string, where?: CurlPlace) => {
    put('skicka.sh', script(where))
    return bash(`bash skicka.sh '${name}'`)
  }

  test('is bash that a shell reads, with the company’s own number', async () => {
    expect(script()).toContain('--cert 5599001236.pem')
    expect((await bash(`bash -n <<'SLUT'\n${script()}\nSLUT`)).stderr).toBe('')
  })

  test('ends with 0 and keeps the receipt', async () => {
    put('bra.xml', sickFile())
    expect((await skicka('bra.xml')).exit).toBe(0)
    expect(read('bra.xml.kvittens.xml')).toContain('dubblett="nej"')
  })

  test('ends with 1 and keeps the report', async () => {
    put('trasig.xml', '<sjukanmalan/>')
    expect((await skicka('trasig.xml')).exit).toBe(1)
    expect(read('trasig.xml.felrapport.xml')).toContain('<felrapport')
    expect(existsSync(join(dir, 'trasig.xml.svar'))).toBe(false)
  })

  test('ends with 3 when there is no such e-service, or none for this company', async () => {
    put('c.xml', sickFile())
    expect((await skicka('c.xml', { ...place, service: 'okand' })).exit).toBe(3)
  })

  test('ends with 4 when nobody is there, 2 when there is no file', async () => {
    put('d.xml', sickFile())
    expect((await skicka('d.xml', { ...place, url: `https://localhost:${await freePort()}` })).exit).toBe(4)
    expect((await skicka('finns-inte.xml')).exit).toBe(2)
  })

  test('asks again with the same key when the answer is lost: one submission', async () => {
    const proxy = await startCuttingProxy(at.port)
    proxy.cutAnswers(1)
    put('e.xml', sized(110_000))
    expect((await skicka('e.xml', { ...place, url: `https://localhost:${proxy.port}` })).exit).toBe(0)
    await proxy.close()
    expect(read('e.xml.kvittens.xml')).toContain('dubblett="ja"')
    expect(await at.owner.prisma.submission.count({ where: { fileName: 'e.xml' } })).toBe(1)
  })
})

test('the script for windows has its signs in pairs and makes the same call', () => {
  const { text, schedule } = writeScript('windows', place, 'se koderna')
  for (const [open, close] of ['{}', '()', '[]'] as const)
    expect(text.split(open ?? '').length).toBe(text.split(close ?? '').length)
  expect(text.replaceAll(/#.*/g, '').split('"').length % 2).toBe(1)
  expect(text.replaceAll(/"[^"]*"/g, '').split("'").length % 2).toBe(1)
  const options = (script: string) => [...script.matchAll(/(?<= )--[a-z-]+/g)].map(([option]) => option)
  const ofWindows = new Set(['--cert-type', '--pass', '--ssl-revoke-best-effort'])
  expect(new Set(options(text).filter((option) => !ofWindows.has(option)))).toEqual(
    new Set(options(writeScript('linux', place, 'se koderna').text)),
  )
  expect(schedule).toMatch(/^schtasks \/Create .* \/TR "powershell .*skicka\.ps1/)
})

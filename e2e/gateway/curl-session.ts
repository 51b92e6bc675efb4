// e2e/gateway: the gateway as machines meet it, from outside: this session, docs/gateway.md, the kvittens package, and answers
// held against openapi.json. Tests of its parts stand in lib/gateway.
// A session at the gateway, by hand: good calls and bad ones, each with what was typed and what came back.
// npm run local, and beside it: node e2e/gateway/curl-session.ts [--pki .local/pki] [--gateway https://localhost:8443]
//
// Ends with 1 when an answer was not the expected one.
import { spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { sampleXml } from '../fixtures/samples.ts'

const { values } = parseArgs({
  options: {
    pki: { type: 'string', default: '.local/pki' },
    gateway: { type: 'string', default: 'https://localhost:8443' },
    'first-case': { type: 'string', default: String(Math.floor(Math.random() * 10_000)) },
  },
})
const FIRST = '5599001236'
const SECOND = otherThan(FIRST)
const AS_FIRST = ['--cert', `pki/${FIRST}.pem`]
const dir = mkdtempSync(join(tmpdir(), 'kvittens-curl-'))
let wrong = 0
try {
  symlinkSync(resolve(values.pki), join(dir, 'pki'))
  session()
} finally {
  rmSync(dir, { recursive: true, force: true })
}
console.log(wrong === 0 ? '\nEvery answer was the expected one.' : `\n${wrong} answers were not the expected ones.`)
process.exitCode = wrong === 0 ? 0 : 1

/** Another company that has a certificate there. */
function otherThan(orgnr: string): string {
  const [other] = readdirSync(values.pki).filter((name) => /^\d{10}\.pem$/.test(name) && !name.startsWith(orgnr))
  if (!other) throw new Error(`${values.pki} has one company only`)
  return other.replace('.pem', '')
}

function session(): void {
  const skip = Number(values['first-case'])
  const sample = (file: number, records = 3) => [...sampleXml({ now: new Date(), records, skip: skip + 10 * file })].join('')
  const good = make('sjukanmalan.xml', sample(0))
  const faulty = make(
    'med-fel.xml',
    sample(1).replace(/(\d)(<\/personnummer>)/, (_, digit, tail) => `${(Number(digit) + 1) % 10}${tail}`),
  )

  title('Who am I?')
  run(200, [...AS_FIRST, address('/health')])

  title('Hand in, as Försäkringskassan’s guide does it: the address ends in a slash')
  const reference = referenceIn(run(202, [...AS_FIRST, '-T', good, address('/filoverforing/sjukanmalan/')]))
  title('The same file again: the first answer')
  run(200, [...AS_FIRST, '-T', good, address('/filoverforing/sjukanmalan/')])
  title('The receipt, in XML and in JSON; kvittensID is there when Försäkringskassan has answered')
  run(200, [...AS_FIRST, address(`/kvittenser/${reference}`)])
  run(200, [...AS_FIRST, '-H', 'Accept: application/json', address(`/kvittenser/${reference}`)])
  title('The newest receipts')
  run(200, [...AS_FIRST, address('/kvittenser?antal=2')])

  title('Check only: nothing is stored, nothing is sent')
  run(422, [...AS_FIRST, '-T', faulty, address('/filoverforing/sjukanmalan/med-fel.xml?test=1')])
  title('The same in JSON, and keeping the report although curl fails: exit 22')
  run(
    422,
    [...AS_FIRST, '--fail-with-body', '-H', 'Accept: application/json', '-T', faulty, address('/filoverforing/sjukanmalan/')],
    22,
  )

  title('Other ways to send: a form, in chunks, HTTP/1.0, from a pipe, with the .p12 as Windows keeps it')
  run(202, [...AS_FIRST, '-F', `file=@${make('formular.xml', sample(2))}`, address('/filoverforing/sjukanmalan')])
  run(202, [
    ...AS_FIRST,
    '-H',
    'Transfer-Encoding: chunked',
    '-T',
    make('bitar.xml', sample(3)),
    address('/filoverforing/sjukanmalan/'),
  ])
  run(202, [...AS_FIRST, '--http1.0', '-T', make('gammal.xml', sample(4)), address('/filoverforing/sjukanmalan/')])
  run(202, [...AS_FIRST, '-T', '-', address('/filoverforing/sjukanmalan/l%C3%B6n.xml')], 0, sample(5))
  const p12 = ['--cert-type', 'P12', '--cert', `pki/${FIRST}.p12:kvittens`]
  run(202, [...p12, '-T', make('windows.xml', sample(6)), address('/filoverforing/sjukanmalan/')])

  title('A key of one’s own makes a repeat safe; with another file it is refused')
  const key = ['-H', `Idempotency-Key: ${randomUUID()}`]
  run(202, [...AS_FIRST, ...key, '-T', make('nyckel.xml', sample(7)), address('/filoverforing/sjukanmalan/')])
  run(422, [...AS_FIRST, ...key, '-T', make('annan.xml', sample(8)), address('/filoverforing/sjukanmalan/')])

  title('Checksums: one that holds, one that lies')
  const summed = make('summa.xml', sample(9))
  const sum = createHash('sha256')
    .update(readFileSync(join(dir, summed)))
    .digest('base64')
  const lie = createHash('sha256').update('').digest('base64')
  run(400, [...AS_FIRST, '-H', `Content-Digest: sha-256=:${lie}:`, '-T', summed, address('/filoverforing/sjukanmalan/')])
  run(202, [...AS_FIRST, '-H', `Content-Digest: sha-256=:${sum}:`, '-T', summed, address('/filoverforing/sjukanmalan/')])

  title('What is refused, and why')
  run(405, [...AS_FIRST, '-T', good, address('/filoverforing/sjukanmalan')])
  run(404, [...AS_FIRST, '-T', good, address('/filoverforing/sjukanmalningar/')])
  run(400, [...AS_FIRST, '-T', good, address('/filoverforing/sjukanmalan/..%2F..%2Fetc%2Fpasswd')])
  run(415, [
    ...AS_FIRST,
    '-H',
    'Content-Encoding: gzip',
    '-T',
    make('a.xml.gz', gzipSync(sample(0))),
    address('/filoverforing/sjukanmalan/'),
  ])
  run(400, [...AS_FIRST, '-F', `file=@${good}`, '-F', `file=@${faulty}`, address('/filoverforing/sjukanmalan')])
  const large = make('stor.xml', '')
  truncateSync(join(dir, large), 2_000_000_000)
  run(413, [...AS_FIRST, '-T', large, address('/filoverforing/sjukanmalan/')])
  run(409, [...AS_FIRST, '-X', 'POST', address(`/kvittenser/${reference}?aterkalla=1`)], 0, undefined, [200])

  title('Another company’s receipt is not there')
  run(404, ['--cert', `pki/${SECOND}.pem`, address(`/kvittenser/${reference}`)])

  title('Certificates that will not do')
  for (const name of ['unknown-org', 'expired', 'wrong-ca', 'revoked'])
    run(403, ['--cert', `pki/${name}.pem`, '-T', good, address('/filoverforing/sjukanmalan/')])
  run(403, ['-T', good, address('/filoverforing/sjukanmalan/')])
  title('A connection that breaks (curl had only heard “100 Continue”): nobody knows, so send the same again')
  const slow = ['--limit-rate', '1k', '--max-time', '1', '-T', make('lang.xml', sample(20, 2000))]
  run(100, [...AS_FIRST, ...slow, address('/filoverforing/sjukanmalan/')], 28)
}

function address(path: string): string {
  return `${values.gateway}${path}`
}

function make(name: string, content: string | Uint8Array): string {
  writeFileSync(join(dir, name), content)
  return name
}

function title(text: string): void {
  console.log(`\n# ${text}`)
}

/** Runs curl in the folder with the files and prints command and answer; `or`: other statuses that are right, too. */
function run(status: number, args: string[], exit = 0, input = '', or: number[] = []): string {
  const all = ['--cacert', 'pki/ca.pem', ...args]
  console.log(`\n$ ${input === '' ? '' : 'lonesystem | '}curl ${all.map(quoted).join(' ')}`)
  const {
    stdout,
    stderr,
    status: code,
    error,
  } = spawnSync('curl', ['-sS', '-w', '\n%{http_code}', ...all], {
    ...{ cwd: dir, input, encoding: 'utf8' },
  })
  if (error) throw new Error('this needs curl, and there is none on this machine', { cause: error })
  const cut = stdout.lastIndexOf('\n')
  const [body, came] = [stdout.slice(0, cut).trim(), Number(stdout.slice(cut))]
  console.log([body, stderr.trim(), `→ HTTP ${came}, curl exit ${code}`].filter((line) => line !== '').join('\n'))
  if ((came !== status && !or.includes(came)) || code !== exit) {
    wrong++
    console.log(`!! expected HTTP ${status}, curl exit ${exit}`)
  }
  return body
}

function quoted(arg: string): string {
  return /^[\w./:=@%,+-]+$/.test(arg) ? arg : `'${arg}'`
}

function referenceIn(body: string): string {
  return /<referens>([^<]+)/.exec(body)?.[1] ?? ''
}

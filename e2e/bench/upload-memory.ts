// Web's peak memory while files are sent to it. Linux: node e2e/bench/upload-memory.ts [MB …]
// Bytes pass through and are not kept, but C01, C02 and C03 keep something of each case. So each size is sent twice: full of
// cases, and as three cases among comments.
import { createReadStream, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { withEnvironment } from './environment.ts'
import { forgetPeak, peakMbOf } from './proc.ts'

const sizes = process.argv.slice(2).map(Number)
const MEGABYTES = sizes.length > 0 ? sizes : [2, 20, 200]

await withEnvironment(async (running, dir) => {
  const { sampleXml, writeSample } = await import('../fixtures/samples.ts')
  const { openDb } = await import('#lib/db.ts')
  const { startLogin } = await import('../browser/start-login.ts')
  const owner = openDb(running.databaseUrl, { max: 1 })
  const { publicUrl } = running.settings
  const { cookieName, token } = await startLogin(owner, publicUrl, { name: 'Björn Åkesson' })
  const web = running.pid('web') ?? 0
  const rows: object[] = []
  const sendings = MEGABYTES.flatMap((megabytes) => [
    { megabytes, full: false },
    { megabytes, full: true },
  ])
  for (const { megabytes, full } of [{ megabytes: MEGABYTES[0] ?? 2, full: true }, ...sendings]) {
    const file = join(dir, 'bench.xml')
    const bytes = megabytes * 1_000_000
    await writeSample(
      file,
      full ? sampleXml({ now: new Date(), bytes }) : commented(sampleXml({ now: new Date(), records: 3 }), bytes),
    )
    await sleep(2_000)
    forgetPeak(web)
    const before = Math.round(peakMbOf(web))
    const begun = performance.now()
    const status = await send({ url: `${publicUrl}/api/inlamningar`, file, cookie: `${cookieName}=${token}` })
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const peak = Math.round(peakMbOf(web))
    rows.push({
      MB: megabytes,
      holds: full ? 'cases' : 'comments',
      status,
      seconds,
      'before, MB': before,
      'peak, MB': peak,
      'grew, MB': peak - before,
    })
  }
  // The first upload warms up: memory for compiled code counts for no file.
  console.table(rows.slice(1))
  await owner.close()
})

function* commented(pieces: Iterable<string>, bytes: number): Generator<string> {
  const line = `<!-- ${'x'.repeat(991)} -->\n`
  for (const piece of pieces) {
    if (piece.includes('</arbetsgivare>')) for (let size = 0; size < bytes; size += line.length) yield line
    yield piece
  }
}

type Sending = { url: string; file: string; cookie: string }

async function send({ url, file, cookie }: Sending): Promise<number> {
  const headers = {
    cookie,
    origin: new URL(url).origin,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/octet-stream',
    'content-length': statSync(file).size,
    'x-tjanst': 'sjukanmalan',
    'x-arbetsgivare': '5599001236',
    'x-filnamn': 'bench.xml',
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers }, (answer) => {
      text(answer).then(() => resolve(answer.statusCode ?? 0), reject)
    })
    sent.on('error', reject)
    pipeline(createReadStream(file), sent).catch(reject)
  })
}

// The folder agent killed at random moments, over a line that breaks at random moments, with people who drop files twice:
// afterwards each content is at FK once, and each file lies in its place with a receipt that is true.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runOnce } from '#lib/relay/loop.ts'
import { startCuttingProxy } from '../fixtures/cutting-proxy.ts'
import { gatewayFixture } from '../fixtures/gateway.ts'
import { startKvittens } from '../fixtures/kvittens.ts'
import { relayFixture } from '../fixtures/relay.ts'
import { sickFile } from '../fixtures/web.ts'

export type AgentRun = {
  files: number
  contents: number
  kills: number
  cuts: number
  /** Submissions at the portal and messages in the rehearsal agency's ledger, by content. */
  submissions: Map<string, number>
  ledger: Map<string, number>
  /** Left in the folder or on the way; must be none. */
  left: string[]
  /** Files without a receipt of their own content; must be none. */
  withoutReceipt: string[]
  ended: number | null
}

/** `contents` different files, each third dropped twice under another name. */
export async function runAgent({ contents, cutWithinMs }: { contents: number; cutWithinMs: number }): Promise<AgentRun> {
  const fk = await relayFixture()
  const at = await gatewayFixture({}, fk.given)
  const proxy = await startCuttingProxy(at.port)
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-krasch-'))
  try {
    const own = { url: `https://localhost:${proxy.port}`, cert: at.pki.employer(at.first.orgnr), cacert: at.pki.ca, every: 0.05 }
    writeFileSync(join(dir, 'kvittens.json'), JSON.stringify(own))
    const waiting = filesToDrop(contents)
    const files = waiting.length
    proxy.cutWithin(cutWithinMs)
    let kills = 0
    while (waiting.length > 0 || countIn(dir, 'skickade') < files) {
      const begun = performance.now()
      const agent = startKvittens(['watch', dir])
      const gone = new Promise((ended) => agent.once('exit', ended))
      for (const file of waiting.splice(0, 1 + Math.floor(Math.random() * 8))) drop(dir, file)
      // Mostly killed at work, which begins with its first line, however long it takes to start.
      const atWork = new Promise((said) => agent.stdout?.once('data', said))
      if (Math.random() < 0.8) await Promise.race([atWork, gone])
      agent.stdout?.resume()
      // As long again as it took to start: killed before it can have handed anything in, it would be started for ever.
      await Promise.race([sleep(Math.random() * Math.max(1_500, 3 * (performance.now() - begun))), gone])
      if (agent.kill('SIGKILL')) kills++
      await gone
    }
    proxy.cutWithin(0)
    const ended = await runToTheEnd(dir)
    const relay = fk.relay('after-the-crash')
    while ((await runOnce(relay)) > 0) {}
    const rows = await at.owner.prisma.submission.findMany({ select: { sha256: true } })
    const left = [...namesIn(dir, '.'), ...namesIn(dir, 'skickas'), ...namesIn(dir, 'fel')]
    return {
      ...{ files, contents, kills, cuts: proxy.cuts(), ended, left },
      submissions: tally(rows.map(({ sha256 }) => sha256)),
      ledger: tally((await fk.agency.ledger()).map(({ sha256 }) => sha256)),
      withoutReceipt: namesIn(dir, 'skickade').filter((name) => !hasTrueReceipt(dir, name)),
    }
  } finally {
    await proxy.close()
    await at.drop()
    await fk.drop()
    rmSync(dir, { recursive: true, force: true })
  }
}

type Dropped = { name: string; content: string }

function filesToDrop(contents: number): Dropped[] {
  const first = Array.from({ length: contents }, (_, n) => ({ name: `sjuk ${n}.xml`, content: sickFile() }))
  const again = first.filter((_, n) => n % 3 === 0).map(({ name, content }) => ({ name: `igen ${name}`, content }))
  return [...first, ...again].sort(() => Math.random() - 0.5)
}

function drop(dir: string, { name, content }: Dropped): void {
  writeFileSync(join(dir, `${name}.tmp`), content)
  renameSync(join(dir, `${name}.tmp`), join(dir, name))
}

/** Without kills or cuts: files what is decided and asks about what is on its way, then is told to stop. */
async function runToTheEnd(dir: string): Promise<number | null> {
  const agent = startKvittens(['watch', dir])
  const ended = new Promise<number | null>((resolve) => agent.once('exit', resolve))
  // Its first line: from then on it hears what it is told.
  await new Promise((said) => agent.stdout?.once('data', said))
  agent.stdout?.resume()
  while (agent.exitCode === null && (countIn(dir, 'skickas') > 0 || !hasAllReceipts(dir))) await sleep(50)
  agent.kill('SIGTERM')
  return ended
}

const hasAllReceipts = (dir: string) => namesIn(dir, 'skickade').every((name) => hasTrueReceipt(dir, name))

function hasTrueReceipt(dir: string, name: string): boolean {
  try {
    const receipt = JSON.parse(readFileSync(join(dir, 'kvittenser', `${name}.kvittens.json`), 'utf8')) as { sha256: string }
    const bytes = readFileSync(join(dir, 'skickade', name))
    return receipt.sha256 === createHash('sha256').update(bytes).digest('hex')
  } catch {
    return false
  }
}

function namesIn(dir: string, folder: string): string[] {
  try {
    const entries = readdirSync(join(dir, folder), { withFileTypes: true })
    return entries.filter((entry) => entry.isFile() && !/^kvittens\.(json|logg)$/.test(entry.name)).map(({ name }) => name)
  } catch {
    return []
  }
}

const countIn = (dir: string, folder: string) => namesIn(dir, folder).length

function tally(values: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

// What does a check cost? node e2e/bench/check.ts [--megabytes 100] [--records 1000000] [--large 500] [--runs 3]
//
// CPU seconds and peak memory of the portal's check, all rules on, of as many megabytes of XML and as many records in fixed
// positions; beside it, on the same file and in the same rounds: `xmllint --stream --valid` with the DTD made from the same
// description, saxes with no rules at all, the check without its quick readers, and `wc -l` as the floor. Each is a process
// of its own, from start to end; "without start-up" subtracts an empty Node process (xmllint starts in a few milliseconds).
// "A second time" is the same file in a process that has checked it once: as in the portal, the code is compiled. "In a
// worker" is a worker thread of Node's, not of a browser's. Last comes the memory of a check of `--large` megabytes, made on
// the way and never stored. On a shared machine compare ratios within one run, not times.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { SaxesParser } from 'saxes'
import { startCheck, startGeneralCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { dtdOf } from '#lib/services/dtd.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'

type Cost = { cpu: number; peakMb: number }

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '100' },
    records: { type: 'string', default: '1000000' },
    large: { type: 'string', default: '500' },
    runs: { type: 'string', default: '3' },
    /** One of the readers below, for the process that is measured. */
    as: { type: 'string' },
    file: { type: 'string', default: '' },
  },
})

const BLOCK = 1 << 18
const TWICE = 'check, a second time'
/** The module that makes sample files is imported in `sample` alone, so that it does not count in a measured process. */
const readers: Record<string, (file: string) => void | Promise<void>> = {
  empty: () => undefined,
  check: (file) => checkWith(startCheck, file),
  twice(file) {
    checkWith(startCheck, file)
    checkWith(startCheck, file)
  },
  worker: (file) => void new Worker(import.meta.filename, { argv: ['--as', 'check', '--file', file] }),
  peak(file) {
    const { maxRSS } = process.resourceUsage()
    const { poster, bytes } = check(startCheck, file)
    console.log(JSON.stringify({ poster, bytes, grewMb: Math.round((process.resourceUsage().maxRSS - maxRSS) / 1024) }))
  },
  async sample() {
    const { inBlocks, sampleXml } = await import('../fixtures/samples.ts')
    const sizes = { now: new Date(), bytes: Number(values.large) * 1_000_000 }
    for (const block of inBlocks(sampleXml(sizes), 'utf8')) for (let at = 0; at < block.length; ) at += writeSync(1, block, at)
  },
  general: (file) => checkWith(startGeneralCheck, file),
  saxes(file) {
    const parser = new SaxesParser()
    const decoder = new TextDecoder()
    for (const block of blocksOf(file)) parser.write(decoder.decode(block, { stream: true }))
    parser.close()
  },
}

if (values.as) await readers[values.as]?.(values.file)
else await main()

async function main(): Promise<void> {
  const { sampleFixed, sampleXml, writeSample } = await import('../fixtures/samples.ts')
  const dir = mkdtempSync(join(tmpdir(), 'kvittens-bench-'))
  try {
    writeFileSync(join(dir, 'sjukanmalan-1.0.dtd'), dtdOf(sjukanmalan) ?? '')
    const [xml, fixed] = [join(dir, 'large.xml'), join(dir, 'large.txt')]
    const now = new Date()
    await writeSample(xml, sampleXml({ now, bytes: Number(values.megabytes) * 1_000_000 }))
    await writeSample(fixed, sampleFixed({ now, records: Number(values.records) }), 'latin1')
    const xmllint = ['xmllint', '--nonet', '--noout', '--stream', '--valid', xml]
    const hasXmllint = spawnSync('xmllint', ['--version']).status === 0
    if (!hasXmllint) console.log('xmllint is missing: no comparison with it.')
    await table(`XML, ${Math.round(statSync(xml).size / 1e6)} MB`, {
      check: reader('check', xml),
      [TWICE]: reader('twice', xml),
      'check, in a worker': reader('worker', xml),
      'check, general reader': reader('general', xml),
      ...(hasXmllint ? { 'xmllint --stream --valid': xmllint } : {}),
      'saxes, no rules': reader('saxes', xml),
      'wc -l': ['wc', '-l', xml],
      'empty process': reader('empty', xml),
    })
    await table(`Fixed positions, ${values.records} records`, {
      check: reader('check', fixed),
      [TWICE]: reader('twice', fixed),
      'wc -l': ['wc', '-l', fixed],
      'empty process': reader('empty', fixed),
    })
    console.log(`\nMemory: ${largeMemory()}`)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Memory that a check of `--large` megabytes, piped in, adds to an empty process. */
function largeMemory(): string {
  const [make, read] = [reader('sample', '-'), reader('peak', '/dev/stdin')].map((command) => command.join(' '))
  const { stdout, stderr, status } = spawnSync('bash', ['-c', `set -o pipefail; ${make} --large ${values.large} | ${read}`], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the large file was not read: ${stderr}`)
  const { poster, bytes, grewMb } = JSON.parse(stdout)
  return `${Math.round(bytes / 1e6)} MB of XML with ${poster} cases, all rules on: ${grewMb} MB above the empty process.`
}

function reader(as: string, file: string): string[] {
  return [process.execPath, import.meta.filename, '--as', as, '--file', file]
}

async function table(title: string, commands: Record<string, string[]>): Promise<void> {
  const costs: Record<string, Cost[]> = {}
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [name, command] of Object.entries(commands)) {
      costs[name] ??= []
      const cost = await costOf(command)
      // The process checks twice: the row `check` of this round is taken away.
      costs[name].push(name === TWICE ? { ...cost, cpu: cost.cpu - (costs.check?.[run]?.cpu ?? 0) } : cost)
    }
  }
  const peer = costs['xmllint --stream --valid']
  const rows = Object.entries(costs).map(([name, runs]) => {
    const startUp = median(costs['empty process']?.map(({ cpu }) => cpu) ?? [])
    const isNode = commands[name]?.[0] === process.execPath && name !== TWICE
    const net = (cpu: number) => (isNode ? Math.max(0, cpu - startUp) : cpu)
    const of = (cost: (cpu: number) => number) => round(median(runs.map(({ cpu }, i) => cost(cpu) / (peer?.[i]?.cpu ?? 1))))
    const ratio = peer ? { 'of xmllint': of((cpu) => cpu), 'of xmllint, without start-up': of(net) } : {}
    return [
      name,
      {
        'CPU s': round(median(runs.map(({ cpu }) => cpu))),
        ...ratio,
        'peak MB': Math.round(median(runs.map(({ peakMb }) => peakMb))),
      },
    ]
  })
  console.log(`\n${title}, ${values.runs} rounds, medians\n`)
  console.table(Object.fromEntries(rows))
}

/** CPU by the shell's own count of the finished process; memory by its high-water mark while it runs. */
async function costOf(command: string[]): Promise<Cost> {
  const shell = spawn('bash', ['-c', `TIMEFORMAT='%U %S'; time "$@"`, 'bash', ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  shell.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-1000)
  })
  let peakMb = 0
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, peakOfChild(shell.pid ?? 0))
  }, 10)
  const status = await new Promise<number | null>((resolve) => shell.once('close', resolve))
  clearInterval(timer)
  if (status !== 0) throw new Error(`${command.slice(0, 4).join(' ')} ended with ${status}: ${said}`)
  const [user = 0, system = 0] = (said.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return { cpu: user + system, peakMb }
}

/** Peak resident memory of the shell's child, in MB. Linux; 0 elsewhere, and for a process that has ended. */
function peakOfChild(shell: number): number {
  try {
    const [child] = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').split(' ')
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

function checkWith(start: typeof startCheck, file: string): void {
  const { stop, poster } = check(start, file)
  if (stop > 0 || poster === 0) throw new Error('the sample is not clean')
}

function check(start: typeof startCheck, file: string): Report {
  const running = start({ service: sjukanmalan, now: new Date(), environment: 'test', employers: ['165599001236'] })
  for (const block of blocksOf(file)) running.push(block)
  return running.finish()
}

function* blocksOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r')
  const block = new Uint8Array(BLOCK)
  for (let read = readSync(handle, block); read > 0; read = readSync(handle, block)) yield block.subarray(0, read)
  closeSync(handle)
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

// The usual chain, for comparison: nginx takes the file by PUT over TLS, then sync, sha256sum, and xmllint with the DTD.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serviceById } from '#lib/services/catalogue.ts'
import { dtdOf } from '#lib/services/dtd.ts'
import { isFree } from '../ports.ts'

export type Peer = {
  port: number
  cpuMs: () => number
  peakMb: () => number
  afterwards: () => { cpuMs: number }
  stop: () => void
}

const HERTZ = 100

/** Null, and the reason said, when the tools (or Linux's /proc) are not here. */
export async function startPeer({ dir, pem, port }: { dir: string; pem: string; port: number }): Promise<Peer | null> {
  const missing = ['nginx', 'xmllint', 'sha256sum', 'sync'].filter((tool) => spawnSync('which', [tool]).status !== 0)
  if (missing.length > 0 || process.platform !== 'linux') {
    console.log(`No comparison: ${missing.length > 0 ? `${missing.join(', ')} missing` : 'it reads Linux’s /proc'}.`)
    return null
  }
  const root = join(dir, 'peer')
  const files = join(root, 'files')
  mkdirSync(files, { recursive: true, mode: 0o777 })
  const service = serviceById('sjukanmalan')
  writeFileSync(join(files, 'sjukanmalan-1.0.dtd'), (service && dtdOf(service)) ?? '')
  writeFileSync(join(root, 'nginx.conf'), configuration({ root, files, pem, port }))
  const nginx = spawn('nginx', ['-p', root, '-c', join(root, 'nginx.conf'), '-e', join(root, 'error.log')], { stdio: 'inherit' })
  for (let tries = 0; (await isFree(port)) && tries < 100; tries++) await sleep(50)
  return {
    port,
    cpuMs: () => sum(workersOf(nginx).map(cpuMsOf)),
    peakMb: () => Math.max(...workersOf(nginx).map(peakMbOf)),
    afterwards: () => checkStored(join(files, 'fil.xml')),
    stop: () => void nginx.kill('SIGTERM'),
  }
}

function configuration({ root, files, pem, port }: { root: string; files: string; pem: string; port: number }): string {
  return `daemon off; worker_processes 1; pid ${root}/nginx.pid; user root;
events { worker_connections 64; }
http {
  access_log off; client_max_body_size 0; client_body_temp_path ${root}/incoming;
  proxy_temp_path ${root}/t1; fastcgi_temp_path ${root}/t2; uwsgi_temp_path ${root}/t3; scgi_temp_path ${root}/t4;
  server { listen 127.0.0.1:${port} ssl; ssl_certificate ${pem}; ssl_certificate_key ${pem};
    location / { root ${files}; dav_methods PUT; } }
}
`
}

/** sync, sha256sum and the streaming DTD check; --dtdvalid would check nothing here. */
function checkStored(file: string): { cpuMs: number } {
  const script = `TIMEFORMAT='%U %S'; time { sync ${file} && sha256sum ${file} >/dev/null && xmllint --nonet --noout --stream --valid ${file}; }`
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the chain refuses the sample: ${stderr}`)
  const [user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return { cpuMs: (user + system) * 1000 }
}

function workersOf({ pid }: ChildProcess): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => statOf(candidate)?.[1] === String(pid))
}

/** /proc/<pid>/stat after the name: state, parent, … ; proc(5). */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')
  } catch {
    return undefined // it has ended since
  }
}

function cpuMsOf(pid: number): number {
  const stat = statOf(pid)
  return ((Number(stat?.[11]) + Number(stat?.[12])) * 1000) / HERTZ
}

function peakMbOf(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

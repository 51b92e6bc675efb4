// The usual chain, for comparison: nginx takes the file by PUT over TLS, then sync, sha256sum, and xmllint with the DTD.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serviceById } from '#lib/services/catalogue.ts'
import { dtdOf } from '#lib/services/dtd.ts'
import { isFree } from '../rehearsal/ports.ts'
import { childrenOf, cpuMsOf, peakMbOf } from './proc.ts'

export type Peer = {
  port: number
  cpuMs: () => number
  peakMb: () => number
  afterwards: () => { cpuMs: number }
  stop: () => void
}

/** With `clientCa` nginx demands a client certificate that this authority has issued. */
type StartPeerInput = { dir: string; pem: string; port: number; clientCa?: string | undefined }

/** Starts nginx. Null, with the reason on the console, where a tool or Linux's /proc is missing. */
export async function startPeer({ dir, pem, port, clientCa }: StartPeerInput): Promise<Peer | null> {
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
  writeFileSync(join(root, 'nginx.conf'), configuration({ root, files, pem, port, clientCa }))
  const nginx = spawn('nginx', ['-p', root, '-c', join(root, 'nginx.conf'), '-e', join(root, 'error.log')], { stdio: 'inherit' })
  for (let tries = 0; (await isFree(port)) && tries < 100; tries++) await sleep(50)
  return {
    port,
    cpuMs: () => sum(childrenOf(nginx.pid).map(cpuMsOf)),
    peakMb: () => Math.max(...childrenOf(nginx.pid).map(peakMbOf)),
    afterwards: () => checkStored(join(files, 'fil.xml')),
    stop: () => void nginx.kill('SIGTERM'),
  }
}

function configuration({
  root,
  files,
  pem,
  port,
  clientCa,
}: Omit<StartPeerInput, 'dir'> & { root: string; files: string }): string {
  const clients = clientCa === undefined ? '' : `ssl_verify_client on; ssl_client_certificate ${clientCa};`
  return `daemon off; worker_processes 1; pid ${root}/nginx.pid; user root;
events { worker_connections 64; }
http {
  access_log off; client_max_body_size 0; client_body_temp_path ${root}/incoming;
  proxy_temp_path ${root}/t1; fastcgi_temp_path ${root}/t2; uwsgi_temp_path ${root}/t3; scgi_temp_path ${root}/t4;
  server { listen 127.0.0.1:${port} ssl; ssl_certificate ${pem}; ssl_certificate_key ${pem}; ${clients}
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

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)

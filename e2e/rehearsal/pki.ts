// Makes the development PKI (contracts.md "Local start"). What is there and good stays; what ends within 30 days is made anew.
import { X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DAY_MS } from '#lib/calendar.ts'
import { type Authority, createAuthority, issueCrl, issueLeaf, type LeafRequest, loadAuthority } from './pki/authority.ts'
import { buildPkcs12 } from './pki/pkcs12.ts'

/** Fictive organisations that nobody is seeded with. */
export const OPERATOR_ORGNR = '5599008009'
export const UNKNOWN_ORGNR = '5599009908'
/** A payroll bureau that acts for others by mandate. */
export const AGENT = { orgnr: '5599007704', name: 'Lönebyrån i Umeå AB' } as const
const SERVER_HOSTS = ['localhost', '127.0.0.1', '::1']
const P12_PASSWORD = 'kvittens'

/** Paths of PEM files. All but `ca` and `crl` hold certificate and key in one. */
export type Pki = {
  dir: string
  ca: string
  crl: string
  operator: string
  gateway: string
  agency: string
  /** For a server of one's own that is called by webhooks. */
  webhook: string
  expired: string
  wrongCa: string
  revoked: string
  unknownOrg: string
  /** The payroll bureau's. */
  agent: string
  employer: (orgnr: string) => string
}

/** `employers` have their number as it stands at edges: 10 digits (canonical ones are cut). Safe to run again at every start. */
export async function makePki(dir: string, employers: readonly { orgnr: string; name: string }[]): Promise<Pki> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const at = (name: string) => join(dir, `${name}.pem`)
  const authority = await keepAuthority(at('ca'), at('ca-key'))
  const first = employers[0] ?? { orgnr: OPERATOR_ORGNR, name: 'Operatör' }

  for (const employer of employers) await keepLeaf(authority, at(edge(employer.orgnr)), client(employer.orgnr, employer.name))
  await keepLeaf(authority, at('operator'), client(OPERATOR_ORGNR, 'Kvittens operatör'))
  await keepLeaf(authority, at('unknown-org'), client(UNKNOWN_ORGNR, 'Okänd organisation'))
  await keepLeaf(authority, at('ombud'), client(AGENT.orgnr, AGENT.name))
  for (const server of ['gateway', 'agency', 'webhook'])
    await keepLeaf(authority, at(server), { commonName: server, hosts: SERVER_HOSTS })
  await keepExpired(authority, at('expired'), client(first.orgnr, first.name))
  await keepWrongCa(authority, at('wrong-ca'), client(first.orgnr, first.name))
  const renewed = await keepLeaf(authority, at('revoked'), client(first.orgnr, first.name))
  await keepCrl(authority, at('crl'), at('revoked'), renewed)

  return {
    dir,
    ca: at('ca'),
    crl: at('crl'),
    operator: at('operator'),
    gateway: at('gateway'),
    agency: at('agency'),
    webhook: at('webhook'),
    expired: at('expired'),
    wrongCa: at('wrong-ca'),
    revoked: at('revoked'),
    unknownOrg: at('unknown-org'),
    agent: at('ombud'),
    employer: (orgnr) => at(edge(orgnr)),
  }
}

const edge = (orgnr: string) => orgnr.slice(-10)

function client(orgnr: string, name: string): LeafRequest {
  return { serialNumber: `16${edge(orgnr)}`, commonName: name, organisation: name }
}

async function keepAuthority(file: string, keyFile: string): Promise<Authority> {
  if (existsSync(file) && existsSync(keyFile) && daysLeft(file) > 30)
    return loadAuthority(readFileSync(file, 'utf8'), readFileSync(keyFile, 'utf8'))
  const authority = await createAuthority('Kvittens test-CA')
  write(keyFile, authority.keyPem)
  write(file, authority.pem)
  return authority
}

/** True when it had to be made. */
async function keepLeaf(authority: Authority, file: string, request: LeafRequest): Promise<boolean> {
  const p12 = file.replace(/\.pem$/, '.p12')
  const wantsP12 = !request.hosts
  if (isFrom(authority, file) && daysLeft(file) > 30 && (!wantsP12 || existsSync(p12))) return false
  const leaf = await issueLeaf(authority, request)
  if (wantsP12) write(p12, buildPkcs12(leaf, Buffer.from(authority.certificate.rawData), P12_PASSWORD))
  write(file, leaf.pem)
  return true
}

async function keepExpired(authority: Authority, file: string, request: LeafRequest): Promise<void> {
  if (isFrom(authority, file)) return
  const notAfter = new Date(Date.now() - DAY_MS)
  const notBefore = new Date(notAfter.getTime() - 365 * DAY_MS)
  write(file, (await issueLeaf(authority, { ...request, notBefore, notAfter })).pem)
}

async function keepWrongCa(authority: Authority, file: string, request: LeafRequest): Promise<void> {
  if (existsSync(file) && !isFrom(authority, file) && daysLeft(file) > 30) return
  write(file, (await issueLeaf(await createAuthority('En annan CA'), request)).pem)
}

async function keepCrl(authority: Authority, file: string, revoked: string, renewed: boolean): Promise<void> {
  // List and certificate are made together and last equally long.
  if (!renewed && existsSync(file)) return
  write(file, await issueCrl(authority, [new X509Certificate(readFileSync(revoked)).serialNumber.toLowerCase()]))
}

function isFrom(authority: Authority, file: string): boolean {
  if (!existsSync(file)) return false
  return new X509Certificate(readFileSync(file)).verify(new X509Certificate(authority.pem).publicKey)
}

function daysLeft(file: string): number {
  return (new X509Certificate(readFileSync(file)).validToDate.getTime() - Date.now()) / DAY_MS
}

/** Whole or not at all, and for our eyes only. */
function write(file: string, content: string | Buffer): void {
  writeFileSync(`${file}.part`, content, { mode: 0o600 })
  chmodSync(`${file}.part`, 0o600)
  renameSync(`${file}.part`, file)
}

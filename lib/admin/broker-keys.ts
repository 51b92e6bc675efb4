import { rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { z } from 'zod'
import { readJwksFile } from '#lib/access/read-jwks-file.ts'
import type { Admin } from './admin.ts'
import { AdminFault } from './admin-fault.ts'

/** How long the broker may take over one answer, and the largest one that is read, in characters. */
const [TIMEOUT_MS, LARGEST] = [10_000, 100_000]

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() })
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), use: z.string().optional() })).min(1) })

/**
 * `broker keys ISSUER FILE`: fetches the login broker's public keys (OpenID Connect Discovery) and puts them in keeper's file
 * (OIDC_JWKS_FILE), in one step. A file that is there stays as it was when anything is wrong.
 */
export async function keepBrokerKeys({ say, write }: Pick<Admin, 'say' | 'write'>, args: string[]): Promise<number> {
  const [what, issuer, file, ...more] = args
  if (what !== 'keys' || issuer === undefined || file === undefined || more.length > 0) throw new AdminFault('badBroker')
  try {
    const text = await fetchBrokerKeys(issuer)
    const fresh = `${file}.new`
    await writeFile(fresh, text, { mode: 0o644 })
    const count = readJwksFile(fresh).length
    await rename(fresh, file)
    write(say('brokerKeys', { file, count }))
    return 0
  } catch (error) {
    throw new AdminFault('brokerKeysFailed', { reason: reasonOf(error), file }, { cause: error })
  }
}

/** The key set as text. Throws for a broker that is not reached by https (or on this machine), or that says it is another. */
export async function fetchBrokerKeys(issuer: string): Promise<string> {
  const said = discovery.parse(JSON.parse(await read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)))
  if (said.issuer !== issuer) throw new Error(`it calls itself ${said.issuer}`)
  const { keys } = keySet.parse(JSON.parse(await read(said.jwks_uri)))
  return `${JSON.stringify({ keys: keys.filter(({ use }) => use === undefined || use === 'sig') }, null, 2)}\n`
}

async function read(url: string): Promise<string> {
  const { protocol, hostname } = new URL(url)
  const isHere = hostname === 'localhost' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  if (protocol !== 'https:' && !isHere) throw new Error(`${url} is not https`)
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  const text = await answer.text()
  if (text.length > LARGEST) throw new Error(`${url} answered with ${text.length} characters`)
  return text
}

/** fetch says “fetch failed” and has what failed as its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

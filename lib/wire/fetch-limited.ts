/** A revocation list of a hundred thousand numbers is 4 MB. */
const MOST_BYTES = 20_000_000
const TIMEOUT_MS = 15_000

export type FetchedBytes = { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> } | { kind: 'failed'; code: string }
type FetchLimitedInput = {
  url: string
  hosts: readonly string[]
  body?: { type: string; bytes: Uint8Array<ArrayBuffer> }
  signal: AbortSignal
}

/**
 * Fetches an address that stands in a certificate, which a stranger wrote: only from `hosts` (`host`, or `host:port`), without
 * following redirects, at most 20 MB within 15 s.
 */
export async function fetchLimited({ url, hosts, body, signal }: FetchLimitedInput): Promise<FetchedBytes> {
  const { host, protocol } = new URL(url)
  if (!hosts.includes(host) || !/^https?:$/.test(protocol)) return { kind: 'failed', code: 'host-not-allowed' }
  try {
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      ...(body && { body: body.bytes, headers: { 'Content-Type': body.type } }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    if (answer.status !== 200 || !answer.body) {
      await answer.body?.cancel()
      return { kind: 'failed', code: `status-${answer.status}` }
    }
    return await readAll(answer.body)
  } catch (error) {
    return { kind: 'failed', code: codeOf(error) }
  }
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<FetchedBytes> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of stream) {
    length += part.length
    if (length > MOST_BYTES) return { kind: 'failed', code: 'too-long' }
    parts.push(part)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return { kind: 'bytes', bytes }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'timeout'
  const { cause } = error
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code.toLowerCase() : 'broken'
}

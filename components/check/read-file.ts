// In the worker: reads a file chunk by chunk into the check and the hash. Only tables are held in memory as a whole.
import type { CaseKey } from '#lib/checking/case-key.ts'
import { startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { isTable } from '#lib/tables/is-table.ts'
import type { CheckRequest, ConvertedTable } from './check-messages.ts'

const PROGRESS_EVERY_MS = 100
const HEAD_BYTES = 8192
/** A file up to this size is held whole, and hashed by the browser: what hashes piece by piece is fetched for larger ones alone. */
const HELD_BYTES = 1_000_000

export type ReadFile = { report: Report; sha256: string; converted?: ConvertedTable | undefined }

type ReadFileListener = {
  onCase: (told: CaseKey) => void
  isWanted: () => boolean
  onProgress: (progress: { bytes: number; poster: number }) => void
}

export async function readFile(request: CheckRequest, listen: ReadFileListener): Promise<ReadFile | 'unwanted' | 'unreadable'> {
  const service = serviceById(request.serviceId)
  if (!service) throw new Error(`no service ${request.serviceId}`)
  const testPersons = await loadTestPersons(request.environment)
  const head = await attempt(() => request.file.slice(0, HEAD_BYTES).arrayBuffer())
  if (head === 'unreadable') return head
  if (isTable(service, new Uint8Array(head))) {
    const { readAsTable } = await import('./read-as-table.ts')
    const whole = await attempt(() => request.file.arrayBuffer())
    if (whole === 'unreadable') return whole
    return readAsTable(service, new Uint8Array(whole), { request, testPersons, onCase: listen.onCase })
  }
  const { now, environment, employers } = request
  const asked = { environment, employers, testPersons, onCase: listen.onCase, fileName: request.file.name }
  const check = startCheck({ service, now: new Date(now), ...asked })
  const hash = await startHash(request.file.size)
  const reader = request.file.stream().getReader()
  let toldAt = 0
  for (;;) {
    const next = await attempt(() => reader.read())
    if (next === 'unreadable') return next
    if (!listen.isWanted()) {
      await reader.cancel()
      return 'unwanted'
    }
    if (next.done) break
    hash.update(next.value)
    check.push(next.value)
    if (performance.now() - toldAt > PROGRESS_EVERY_MS) {
      toldAt = performance.now()
      listen.onProgress(check.progress)
    }
  }
  return { report: check.finish(), sha256: await hash.digest() }
}

/** Imports and compiles what reading needs, and the list of test persons for anonymising. */
export async function prepareReading(environment: CheckRequest['environment']): Promise<void> {
  await Promise.all([
    import('hash-wasm').then(({ createSHA256 }) => createSHA256()),
    loadTestPersons(environment),
    import('#lib/services/test-persons-list.ts'),
  ])
}

/** A file that was changed, moved or locked after it was chosen cannot be read: a result, not a bug. */
async function attempt<T>(read: () => Promise<T>): Promise<T | 'unreadable'> {
  try {
    return await read()
  } catch {
    return 'unreadable'
  }
}

type RunningHash = { update: (piece: Uint8Array<ArrayBuffer>) => void; digest: () => Promise<string> }

/** SHA-256 of a file of `size` bytes, in hexadecimal. */
async function startHash(size: number): Promise<RunningHash> {
  if (size <= HELD_BYTES) return holdAndHash()
  const { createSHA256 } = await import('hash-wasm')
  const hash = await createSHA256()
  return { update: (piece) => void hash.update(piece), digest: async () => hash.digest('hex') }
}

function holdAndHash(): RunningHash {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  return {
    update: (piece) => void pieces.push(piece),
    digest: async () => {
      const whole = await new Blob(pieces).arrayBuffer()
      return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', whole)))
    },
  }
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

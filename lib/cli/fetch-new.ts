import { createHash, randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, parse } from 'node:path'
import { callGateway, type GatewayAnswer } from './connection/call-gateway.ts'
import type { ConnectionFault } from './connection/connection-fault.ts'
import type { Connection } from './connection/open-connection.ts'
import { type FileFromFk, filesShape, parseAs, problemShape } from './connection/shapes.ts'
import { syncFolder } from './durable.ts'
import { hashFile } from './hash-file.ts'

export type FetchedFile = { file: FileFromFk; as: string; acknowledged: boolean }
/** `refused` and `later`: `detail` is the gateway's sentence, or `HTTP <status>` when the answer had none. */
export type FetchFault =
  | { kind: 'trouble'; trouble: ConnectionFault }
  | { kind: 'refused' | 'later'; status: number; detail: string }
  | { kind: 'damaged'; name: string }

type FetchNewInput = {
  folder: string
  acknowledge: boolean
  /** True for a file fetched before, also when it has been moved away since. */
  hasFetched: (file: FileFromFk) => boolean
  /** Called when the file is whole in the folder under `as`, and before it is acknowledged. */
  onFetched: (file: FileFromFk, as: string) => void
  signal?: AbortSignal
}

/**
 * Fetches every file from FK that is not acknowledged and has not been fetched. A file appears in the folder whole and as the
 * list described it, or not at all; it is acknowledged afterwards, never before.
 */
export async function fetchNew(
  connection: Connection,
  wish: FetchNewInput,
): Promise<{ fetched: FetchedFile[]; fault: FetchFault | undefined }> {
  const fetched: FetchedFile[] = []
  // `alla`, not `nya`: a file whose fetch was cut short counts as fetched at the gateway.
  const listed = await callGateway(connection, {
    method: 'GET',
    path: `/filoverforing/${connection.service}?lista=alla`,
    ...signalOf(wish),
  })
  const list = listed.kind === 'answered' && listed.status === 200 ? parseAs(filesShape, listed.text) : undefined
  if (!list) return { fetched, fault: faultOf(listed) }
  for (const file of list.filer) {
    if (file.status === 'kvitterad') continue
    let as = ''
    if (!wish.hasFetched(file)) {
      const got = await fetchOne(connection, file, wish)
      if (typeof got !== 'string') return { fetched, fault: got }
      as = got
      wish.onFetched(file, as)
    }
    const fault = wish.acknowledge ? await acknowledge(connection, file, wish) : undefined
    if (as !== '') fetched.push({ file, as, acknowledged: wish.acknowledge && !fault })
    if (fault) return { fetched, fault }
  }
  return { fetched, fault: undefined }
}

const pathOf = ({ tjanst, namn }: FileFromFk) => `/filoverforing/${encodeURIComponent(tjanst)}/${encodeURIComponent(namn)}`
const signalOf = ({ signal }: FetchNewInput) => (signal ? { signal } : {})

/** Returns the name the file got in the folder. */
async function fetchOne(connection: Connection, file: FileFromFk, wish: FetchNewInput): Promise<string | FetchFault> {
  const beside = join(wish.folder, `.${randomUUID()}.part`)
  try {
    const hash = createHash('sha256')
    const into = async (content: AsyncIterable<Buffer>) => {
      const handle = await open(beside, 'wx')
      try {
        for await (const chunk of content) {
          hash.update(chunk)
          await handle.writeFile(chunk)
        }
        await handle.sync()
      } finally {
        await handle.close()
      }
    }
    const answer = await callGateway(connection, {
      method: 'GET',
      path: pathOf(file),
      headers: { Accept: '*/*' },
      into,
      ...signalOf(wish),
    })
    if (answer.kind !== 'answered' || answer.status !== 200) return faultOf(answer)
    if (hash.digest('hex') !== file.sha256.toLowerCase()) return { kind: 'damaged', name: file.namn }
    const as = await freeName(wish.folder, file)
    renameSync(beside, join(wish.folder, as))
    await syncFolder(wish.folder)
    return as
  } finally {
    rmSync(beside, { force: true })
  }
}

async function acknowledge(connection: Connection, file: FileFromFk, wish: FetchNewInput): Promise<FetchFault | undefined> {
  const answer = await callGateway(connection, { method: 'POST', path: `${pathOf(file)}?kvittera=1`, ...signalOf(wish) })
  return answer.kind === 'answered' && answer.status >= 200 && answer.status < 300 ? undefined : faultOf(answer)
}

function faultOf(answer: GatewayAnswer): FetchFault {
  if (answer.kind === 'trouble') return answer
  const problem = parseAs(problemShape, answer.text)
  const isFinal = problem !== undefined && answer.status < 500 && answer.status !== 429
  return { kind: isFinal ? 'refused' : 'later', status: answer.status, detail: problem?.detail ?? `HTTP ${answer.status}` }
}

/** Names that Windows keeps for devices, and signs that no folder takes. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** The gateway's name for the file made safe for a local folder, with a number where another file has it. The same content keeps its name. */
async function freeName(folder: string, { namn, sha256 }: FileFromFk): Promise<string> {
  const clean = namn
    .replace(/[<>:"/\\|?*\p{Cc}\p{Cf}]/gu, '_')
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 200)
  const safe = clean === '' || DEVICE.test(clean) ? `_${clean}` : clean
  const { name: stem, ext } = parse(safe)
  for (let number = 1; ; number++) {
    const as = number === 1 ? safe : `${stem} (${number})${ext}`
    if (!existsSync(join(folder, as)) || (await hashFile(join(folder, as))).sha256 === sha256.toLowerCase()) return as
  }
}

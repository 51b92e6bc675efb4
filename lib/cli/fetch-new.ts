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
/** `refused`: with the gateway's own words, if it had any. */
export type FetchFault =
  | { kind: 'trouble'; trouble: ConnectionFault }
  | { kind: 'refused' | 'later'; status: number; detail: string }
  | { kind: 'damaged'; name: string }

type FetchNewInput = {
  folder: string
  acknowledge: boolean
  /** What has been fetched before, also when somebody has moved it away since. */
  hasFetched: (file: FileFromFk) => boolean
  /** The file is whole in the folder, under `as`; remembered before FK is told. */
  onFetched: (file: FileFromFk, as: string) => void
  signal?: AbortSignal
}

/**
 * Fetches every file from FK that is not acknowledged and has not been fetched. A file appears in the folder whole and as the
 * list described it, or not at all; it is acknowledged afterwards, never before.
 */
export async function fetchNew(
  line: Connection,
  wish: FetchNewInput,
): Promise<{ fetched: FetchedFile[]; fault: FetchFault | undefined }> {
  const fetched: FetchedFile[] = []
  // All, not only the new: one whose fetch was cut short counts as fetched at the other end.
  const listed = await callGateway(line, { method: 'GET', path: `/filoverforing/${line.service}?lista=alla`, ...signalOf(wish) })
  const list = listed.kind === 'answered' && listed.status === 200 ? parseAs(filesShape, listed.text) : undefined
  if (!list) return { fetched, fault: faultOf(listed) }
  for (const file of list.filer) {
    if (file.status === 'kvitterad') continue
    let as = ''
    if (!wish.hasFetched(file)) {
      const got = await fetchOne(line, file, wish)
      if (typeof got !== 'string') return { fetched, fault: got }
      as = got
      wish.onFetched(file, as)
    }
    const fault = wish.acknowledge ? await acknowledge(line, file, wish) : undefined
    if (as !== '') fetched.push({ file, as, acknowledged: wish.acknowledge && !fault })
    if (fault) return { fetched, fault }
  }
  return { fetched, fault: undefined }
}

const pathOf = ({ tjanst, namn }: FileFromFk) => `/filoverforing/${encodeURIComponent(tjanst)}/${encodeURIComponent(namn)}`
const signalOf = ({ signal }: FetchNewInput) => (signal ? { signal } : {})

/** The name it got in the folder. */
async function fetchOne(line: Connection, file: FileFromFk, wish: FetchNewInput): Promise<string | FetchFault> {
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
    const answer = await callGateway(line, {
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

async function acknowledge(line: Connection, file: FileFromFk, wish: FetchNewInput): Promise<FetchFault | undefined> {
  const answer = await callGateway(line, { method: 'POST', path: `${pathOf(file)}?kvittera=1`, ...signalOf(wish) })
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

/** A name of the other side's that can do no harm here, and that no other file has; the same file again keeps its name. */
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

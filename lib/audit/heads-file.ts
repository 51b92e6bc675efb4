import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { NotedHead } from './verify-chains.ts'

// The file has one note a line: {"at": …, "prev": SHA-256 of the line before, hex, "heads": [[chain, seq, hash], …]}.
const SHAPE = z.object({
  at: z.iso.datetime(),
  prev: z.string(),
  heads: z.array(z.tuple([z.uuid(), z.int().positive(), z.string().regex(/^[0-9a-f]{64}$/)])),
})

export type HeadsFile = {
  heads: NotedHead[]
  /** When the last note was written. */
  lastAt: Date | undefined
  /** Hash of the last line, which the next one names; '' for an empty file. */
  last: string
  /** Whether the last line was cut off while it was written. */
  isCut: boolean
  notes: number
  /** The first line (from 1) that is not what was written there: changed, inserted, or after one that is missing. */
  brokenLine: number | undefined
}

/** Reads the notes. A line that was cut off by a power cut is passed over when the next one names it. */
export async function readHeadsFile(path: string): Promise<HeadsFile> {
  const file: HeadsFile = { heads: [], lastAt: undefined, last: '', isCut: false, notes: 0, brokenLine: undefined }
  let [line, unread] = [0, false]
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    const note = parseNote(text)
    if (note && note.prev !== file.last) file.brokenLine ??= line
    if (!note && unread) file.brokenLine ??= line
    unread = !note
    file.last = hashOf(text)
    if (!note) continue
    file.notes++
    file.lastAt = new Date(note.at)
    for (const [chain, seq, hash] of note.heads) file.heads.push({ chain, seq, hash })
  }
  file.isCut = unread || !(await endsLine(path))
  return file
}

/** Appends one note and has it on the disk before it returns. */
export async function appendHeads(
  path: string,
  { last, isCut }: HeadsFile,
  at: Date,
  heads: readonly NotedHead[],
): Promise<void> {
  const note = { at: at.toISOString(), prev: last, heads: heads.map(({ chain, seq, hash }) => [chain, seq, hash]) }
  const handle = await open(path, 'a', 0o640)
  try {
    await handle.write(`${isCut ? '\n' : ''}${JSON.stringify(note)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function parseNote(text: string): z.infer<typeof SHAPE> | undefined {
  try {
    return SHAPE.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

async function endsLine(path: string): Promise<boolean> {
  const { size } = await stat(path)
  if (size === 0) return true
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] === 0x0a
  } finally {
    await handle.close()
  }
}

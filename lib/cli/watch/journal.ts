// What the agent knows of every file it has taken, for ever: one JSON object a line, each synced before what it allows
// is done. The last line may be torn by a kill: then what it allowed was never begun.
import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { UsageError } from '../usage-error.ts'

const at = z.string()
const id = z.string()
const lineShape = z.discriminatedUnion('kind', [
  /** A file is ours, and this is its key. `as`: the name it has in our folders. `to`: the gateway's address and service. */
  z.object({
    kind: z.literal('taken'),
    ...{ id, at },
    name: z.string(),
    as: z.string(),
    sha256: z.string(),
    bytes: z.number(),
    to: z.string(),
    key: z.string(),
  }),
  z.object({ kind: z.literal('received'), id, at, reference: z.string(), kvittens: z.string() }),
  z.object({ kind: z.literal('stopped'), id, at }),
  /** The same bytes as `of`, which was received: not sent. */
  z.object({ kind: z.literal('repeat'), id, at, of: id }),
  /** Its file is no longer where we left it. */
  z.object({ kind: z.literal('gone'), id, at }),
  /** The bytes are not those that were taken: it is taken anew. */
  z.object({ kind: z.literal('changed'), id, at }),
  /** Moved to its place, with its receipt or report. */
  z.object({ kind: z.literal('filed'), id, at }),
  /** What the portal says of it now; `end`: nothing more will be said. */
  z.object({ kind: z.literal('status'), id, at, status: z.string(), kvittens: z.string(), end: z.boolean() }),
  /** A file from FK is in the inbox folder. */
  z.object({ kind: z.literal('fetched'), id, at, name: z.string(), as: z.string(), sha256: z.string(), from: z.string() }),
])
export type JournalLine = z.infer<typeof lineShape>

export type Journal = {
  lines: JournalLine[]
  /** Resolves nothing: it is on the disk when this returns, or it throws and nothing has been written. */
  write: (line: JournalLine) => void
  close: () => void
}

/** Opens the journal, or begins it. Throws Misuse (`badJournal`) for one that is damaged elsewhere than at its end. */
export function openJournal(file: string): Journal {
  const fd = openSync(file, 'a+')
  closeSync(fd)
  const bytes = readFileSync(file)
  const whole = bytes.lastIndexOf(10) + 1
  const lines = bytes
    .subarray(0, whole)
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text, index) => parseLine(file, text, index + 1))
  const handle = openSync(file, 'r+')
  let length = whole
  ftruncateSync(handle, length)
  return {
    lines,
    write(line) {
      const written = Buffer.from(`${JSON.stringify(line)}\n`)
      try {
        let done = 0
        while (done < written.length) done += writeSync(handle, written, done, written.length - done, length + done)
        fdatasyncSync(handle)
      } catch (error) {
        // A full disk takes half a line: it must not stand before the next.
        ftruncateSync(handle, length)
        throw error
      }
      length += written.length
    },
    close: () => closeSync(handle),
  }
}

function parseLine(file: string, text: string, number: number): JournalLine {
  try {
    return lineShape.parse(JSON.parse(text))
  } catch {
    throw new UsageError('badJournal', { file, line: String(number) })
  }
}

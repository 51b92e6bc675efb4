// The agent's append-only journal: one JSON object a line, each synced to disk before the step that it records is begun. A last
// line torn by a kill is dropped: its step was never begun. Nothing is ever removed.
import { closeSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { UsageError } from '../usage-error.ts'

const at = z.string()
const id = z.string()
const lineShape = z.discriminatedUnion('kind', [
  /** A file was taken, with its idempotency key. `as`: its name in the agent's folders. `to`: the gateway's address and service. */
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
  /** The file is no longer in `skickas`. */
  z.object({ kind: z.literal('gone'), id, at }),
  /** The bytes are not those that were taken: the file is taken again as a new entry. */
  z.object({ kind: z.literal('changed'), id, at }),
  /** Moved to its folder, with its receipt or report. */
  z.object({ kind: z.literal('filed'), id, at }),
  /** The receipt as polled; `end`: it is polled no more. */
  z.object({ kind: z.literal('status'), id, at, status: z.string(), kvittens: z.string(), end: z.boolean() }),
  /** A file from FK is in the inbox folder. */
  z.object({ kind: z.literal('fetched'), id, at, name: z.string(), as: z.string(), sha256: z.string(), from: z.string() }),
])
export type JournalLine = z.infer<typeof lineShape>

export type Journal = {
  lines: JournalLine[]
  /** Synced to disk when it returns; when it throws, nothing has been written. */
  write: (line: JournalLine) => void
  close: () => void
}

/** Opens or creates the journal. Throws UsageError (`badJournal`) when it is damaged elsewhere than at its end. */
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
        // A full disk may take half a line, which must not stay before the next.
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

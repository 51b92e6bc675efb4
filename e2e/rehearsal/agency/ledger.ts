// The agency's ledger: one line per accepted message, synced before the answer, read again after a kill.
import { closeSync, existsSync, fsync, ftruncateSync, openSync, readFileSync, write } from 'node:fs'
import { promisify } from 'node:util'

export type LedgerEntry = {
  messageId: string | null
  orgnr: string
  tjanst: string
  channel: 'https'
  bytes: number
  sha256: string
  kvittensId: string
  receivedAt: string
  repeats: number
}
/** `verdict`: what the agency will answer later. */
export type VerdictEntry = LedgerEntry & { verdict: 'godkand' | 'underkand' }
type Line = { kind: 'message'; entry: VerdictEntry } | { kind: 'repeat'; kvittensId: string } | { kind: 'forget' }

export type Ledger = {
  entries: () => readonly VerdictEntry[]
  byMessageId: (messageId: string) => VerdictEntry | undefined
  byKvittensId: (kvittensId: string) => VerdictEntry | undefined
  /** Resolves when the line is on disk. */
  accept: (entry: VerdictEntry) => Promise<void>
  repeat: (entry: VerdictEntry) => Promise<void>
  /** As after a restore from backup: the messages stay, their ids are no longer recognised. */
  forgetIds: () => Promise<void>
  reset: () => void
  close: () => void
}

const writeAll = promisify(write)
const sync = promisify(fsync)

export function openLedger(file: string): Ledger {
  const { entries, ids, length } = readBook(file)
  const byKvittensId = new Map(entries.map((entry) => [entry.kvittensId, entry]))
  const descriptor = openSync(file, 'a', 0o600)
  ftruncateSync(descriptor, length) // cuts off a last line that a kill tore
  const append = groupCommits(descriptor)
  return {
    entries: () => entries,
    byMessageId: (messageId) => ids.get(messageId),
    byKvittensId: (kvittensId) => byKvittensId.get(kvittensId),
    accept(entry) {
      entries.push(entry)
      byKvittensId.set(entry.kvittensId, entry)
      if (entry.messageId) ids.set(entry.messageId, entry)
      return append({ kind: 'message', entry })
    },
    repeat(entry) {
      entry.repeats++
      return append({ kind: 'repeat', kvittensId: entry.kvittensId })
    },
    forgetIds() {
      ids.clear()
      return append({ kind: 'forget' })
    },
    reset() {
      entries.length = 0
      ids.clear()
      byKvittensId.clear()
      ftruncateSync(descriptor, 0)
    },
    close: () => closeSync(descriptor),
  }
}

/** The entries of a ledger that no agency writes to any more. */
export function readLedger(file: string): LedgerEntry[] {
  return readBook(file).entries
}

function readBook(file: string): { entries: VerdictEntry[]; ids: Map<string, VerdictEntry>; length: number } {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const entries: VerdictEntry[] = []
  const ids = new Map<string, VerdictEntry>()
  const byKvittensId = new Map<string, VerdictEntry>()
  for (const json of whole.split('\n').filter(Boolean)) {
    const line = JSON.parse(json) as Line // our own file
    if (line.kind === 'forget') ids.clear()
    else if (line.kind === 'repeat') {
      const entry = byKvittensId.get(line.kvittensId)
      if (entry) entry.repeats++
    } else {
      const entry = { ...line.entry, repeats: 0 }
      entries.push(entry)
      byKvittensId.set(entry.kvittensId, entry)
      if (entry.messageId) ids.set(entry.messageId, entry)
    }
  }
  return { entries, ids, length: Buffer.byteLength(whole) }
}

/** Lines that come while one sync runs share the next. */
function groupCommits(descriptor: number): (line: Line) => Promise<void> {
  let waiting: string[] = []
  let next: Promise<void> | undefined
  let running: Promise<void> = Promise.resolve()
  const flush = async () => {
    const batch = waiting.join('')
    waiting = []
    next = undefined
    for (let rest = Buffer.from(batch); rest.length > 0; ) rest = rest.subarray((await writeAll(descriptor, rest)).bytesWritten)
    await sync(descriptor)
  }
  return (line) => {
    waiting.push(`${JSON.stringify(line)}\n`)
    if (!next) {
      next = running.then(flush)
      running = next
    }
    return next
  }
}

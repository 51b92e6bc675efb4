import type { Journal, JournalLine } from './journal.ts'

type TakenLine = Extract<JournalLine, { kind: 'taken' }>

/** A file that was taken, with what the journal says of it so far. */
export type JournalEntry = Omit<TakenLine, 'kind'> & {
  /** Undefined while the file is to be sent. */
  outcome:
    | { kind: 'received'; reference: string; receivedAt: string }
    | { kind: 'stopped' }
    | { kind: 'repeat'; of: string }
    | { kind: 'gone' }
    | { kind: 'changed' }
    | undefined
  filed: boolean
  /** The latest receipt (JSON), its status, and whether it is polled no more. */
  kvittens: string | undefined
  status: string | undefined
  ended: boolean
}

/** The state that the journal's lines add up to. Changed by `write` alone, which syncs the line to disk first. */
export type JournalState = {
  entries: Map<string, JournalEntry>
  fetched: Extract<JournalLine, { kind: 'fetched' }>[]
  write: (line: JournalLine) => void
}

export function replayJournal(journal: Journal): JournalState {
  const state: JournalState = {
    entries: new Map(),
    fetched: [],
    write(line) {
      journal.write(line)
      apply(state, line)
    },
  }
  for (const line of journal.lines) apply(state, line)
  return state
}

/** The latest entry with the same bytes that was received and, as far as known, neither withdrawn nor refused by FK. */
export function findSent(
  { entries }: JournalState,
  { sha256, to }: Pick<JournalEntry, 'sha256' | 'to'>,
): JournalEntry | undefined {
  return [...entries.values()].findLast(
    (entry) => entry.sha256 === sha256 && entry.to === to && entry.outcome?.kind === 'received' && !isUndone(entry),
  )
}

export const isUndone = ({ status }: Pick<JournalEntry, 'status'>) => status === 'aterkallad' || status === 'underkand'

function apply({ entries, fetched }: JournalState, line: JournalLine): void {
  if (line.kind === 'fetched') {
    fetched.push(line)
    return
  }
  if (line.kind === 'taken') {
    const { kind: _, ...taken } = line
    entries.set(line.id, { ...taken, outcome: undefined, filed: false, kvittens: undefined, status: undefined, ended: false })
    return
  }
  const entry = entries.get(line.id)
  if (!entry) return
  switch (line.kind) {
    case 'received':
      entry.outcome = { kind: 'received', reference: line.reference, receivedAt: line.at }
      entry.kvittens = line.kvittens
      return
    case 'repeat':
      entry.outcome = { kind: 'repeat', of: line.of }
      return
    case 'stopped':
    case 'gone':
    case 'changed':
      entry.outcome = { kind: line.kind }
      return
    case 'filed':
      entry.filed = true
      return
    case 'status':
      Object.assign(entry, { status: line.status, kvittens: line.kvittens, ended: line.end })
  }
}

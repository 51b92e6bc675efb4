// Compares the portal's submissions with the agency's ledger, row by row.
import { createHash } from 'node:crypto'
import { openPayload } from '#lib/store/open-payload.ts'
import type { Submission } from '#prisma/generated/client.ts'
import type { LedgerEntry } from '../rehearsal/agency/ledger.ts'
import type { AnsweredUpload } from './send-files.ts'
import type { World } from './world.ts'

export type Books = {
  answered: AnsweredUpload[]
  submissions: (Submission & {
    orgnr: string
    unknownAttempts: number
    openAttempts: number
    receiptIds: (string | null)[]
    /** The receipt came for an attempt that had been given up as unknown. */
    receivedLate: boolean
  })[]
  ledger: LedgerEntry[]
}

/** `restored`: the database was put back from a backup in mid-run, and has forgotten rows whose files the receiver has. */
export type AuditTerms = { dedupe: boolean; restored?: boolean }

/** Every disagreement, as a sentence; none is what we want. */
export function audit({ answered, submissions, ledger }: Books, { dedupe, restored = false }: AuditTerms): string[] {
  const faults: string[] = []
  const byReference = new Map(submissions.map((row) => [row.reference, row]))
  const byMessage = Map.groupBy(ledger, ({ messageId }) => messageId ?? '')
  const byId = new Map(submissions.map((row) => [row.messageId, row]))
  // The same bytes handed in again after a restore, in place of the row that it forgot.
  const byContent = new Map(submissions.map((row) => [row.sha256, row]))
  const isKnown = knownIds({ submissions, ledger })

  // R1: every answered file is here, with the same bytes.
  for (const { reference, sha256, bytes, orgnr } of answered) {
    const row = byReference.get(reference)
    if (!row) faults.push(`lost: ${reference} was answered and is not in the database`)
    else if (row.sha256 !== sha256 || Number(row.bytes) !== bytes || row.orgnr.slice(-10) !== orgnr)
      faults.push(`changed: ${reference} is not the file that was handed in`)
  }
  for (const { reference, wasDenied } of answered)
    if (wasDenied !== undefined)
      faults.push(`untrue: ${reference} was handed in, and each answer before said that it was not: ${wasDenied}`)
  if (submissions.length !== answered.length)
    faults.push(`${answered.length} files were answered, ${submissions.length} are in the database`)

  for (const row of submissions) {
    const name = row.reference
    const entries = byMessage.get(row.messageId) ?? []
    // R2: exactly one end, or held for a person.
    const ends = [row.deliveredAt ?? hasSettled(row), row.refusedAt, row.withdrawnAt, row.heldAt].filter(
      (end) => end !== null,
    ).length
    // A dispute changes nothing that was recorded before it.
    if (ends > 1 || (ends === 0 && !row.disputedAt)) faults.push(`${name} has ${ends} ends`)
    if (row.openAttempts > 0 || row.sendingAt || row.nextAttemptAt) faults.push(`${name} is not at rest`)
    // R3: at most one message at the receiver.
    if (entries.length > 1) faults.push(`twice: the agency took ${name} ${entries.length} times`)
    // R4: delivered only with the receiver's own receipt for this message.
    if (row.deliveredAt && entries.length === 0) faults.push(`${name} is called delivered, and the agency has not got it`)
    if (row.deliveredAt && entries[0] && row.kvittensId !== entries[0].kvittensId && !row.disputedAt && isKnown(row.kvittensId))
      faults.push(`${name} has another file's kvittensID`)
    if (row.deliveredAt && !row.receiptIds.includes(row.kvittensId)) faults.push(`${name} has no receipt kept`)
    if (row.refusedAt && entries.length > 0) faults.push(`${name} is called refused, and the agency has it`)
    // A refusal of a repeat is no refusal of the file.
    if (row.refusedAt && row.unknownAttempts > 0) faults.push(`${name} was unknown and is called refused`)
    // R7: where repeats are not dropped, what is unknown is held and never sent again; only its own receipt ends that.
    const isSettled =
      row.heldReason === 'unknown' ||
      row.disputedAt !== null ||
      hasSettled(row) !== null ||
      (row.deliveredAt !== null && row.receivedLate)
    if (!dedupe && row.unknownAttempts > 0 && !isSettled) faults.push(`${name} was unknown and is not held`)
    if (!dedupe && row.unknownAttempts > 1) faults.push(`${name} was sent again though it was unknown`)
    if (entries.length > 0 && !row.deliveredAt && !hasSettled(row) && row.unknownAttempts === 0)
      faults.push(`${name} is at the agency, and no attempt says that it may be`)
  }

  // R5: what the agency has is what was handed in.
  for (const entry of ledger) {
    const row = byId.get(entry.messageId ?? '') ?? (restored ? byContent.get(entry.sha256) : undefined)
    if (!row) faults.push(`the agency has a message that nobody handed in: ${entry.messageId}`)
    else if (entry.sha256 !== row.sha256 || entry.bytes !== Number(row.bytes))
      faults.push(`${row.reference} arrived with other bytes`)
    else if (entry.orgnr !== row.orgnr.slice(-10)) faults.push(`${row.reference} arrived for another company`)
  }
  const twice = Map.groupBy(ledger, ({ sha256 }) => sha256)
  for (const [sha256, entries] of twice)
    if (entries.length > 1) faults.push(`twice: the agency has ${sha256} ${entries.length} times`)
  return faults
}

/** When a person entered that the receiver has it; null for any other row. */
const hasSettled = ({ settledAs, settledAt }: Books['submissions'][number]) => (settledAs === 'has' ? settledAt : null)

/**
 * Whether the submission that an id belongs to, by the ledger, has been answered with it. An id that came to another's file
 * alone cannot be known for what it is before its own file gets it, or a person compares the books (`admin reconcile`).
 */
function knownIds({ submissions, ledger }: Pick<Books, 'submissions' | 'ledger'>): (kvittensId: string | null) => boolean {
  const owners = new Map(ledger.map(({ kvittensId, messageId }) => [kvittensId, messageId]))
  const answers = new Map(submissions.map(({ messageId, receiptIds }) => [messageId, receiptIds]))
  return (kvittensId) => {
    const owner = owners.get(kvittensId ?? '')
    return owner === undefined || (answers.get(owner ?? '') ?? []).includes(kvittensId)
  }
}

/** Files that are believed with the id of another one that never got its answer: nobody can know it from the portal alone. */
export function believedAlone({ submissions, ledger }: Books): string[] {
  const isKnown = knownIds({ submissions, ledger })
  return submissions
    .filter(({ deliveredAt, disputedAt, kvittensId }) => deliveredAt && !disputedAt && !isKnown(kvittensId))
    .map(({ reference }) => reference)
}

/** R1, R5: what lies in the store opens to the bytes that were handed in. */
export async function auditPayloads(submissions: Books['submissions'], payloads: World['payloads']): Promise<string[]> {
  const faults: string[] = []
  for (const { employerId, sha256, reference } of submissions) {
    const hash = createHash('sha256')
    try {
      for await (const chunk of openPayload({ ...payloads, employerId, sha256 })) hash.update(chunk)
      if (hash.digest('hex') !== sha256) faults.push(`${reference} is changed in the store`)
    } catch (error) {
      faults.push(`${reference} cannot be opened: ${error}`)
    }
  }
  return faults
}

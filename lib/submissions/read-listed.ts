import type { Tx } from '#lib/db.ts'
import type { StatusWord } from '#lib/text/status.ts'
import type { Submission } from '#prisma/generated/client.ts'
import { WITH_REPLACEMENT } from './kvittens.ts'
import { type SubmissionState, stateOf } from './state.ts'
import { STATUS_WORD } from './status.ts'

type ReadSubmission = Omit<Submission, 'report'> & { replacement: { reference: string } | null }
export type ListedSubmission = ReadSubmission & {
  state: SubmissionState
  status: StatusWord
  /** The name of who handed it in, where it was asked for and may be known; null for a machine. */
  sender: string | null
}

/** The submissions of these keys, newest first, as a list has them. `tx` speaks for their employer. */
export async function readListed(
  tx: Tx,
  keys: readonly { id: string }[],
  { sender, now }: { sender: 'name' | undefined; now: Date },
): Promise<ListedSubmission[]> {
  const rows = await tx.submission.findMany({
    where: { id: { in: keys.map(({ id }) => id) } },
    omit: { report: true },
    include: WITH_REPLACEMENT,
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
  })
  const names = sender === 'name' ? await namesOf(tx, rows) : new Map<string, string>()
  return rows.map((row) => withState(row, names, now))
}

/** Row security leaves those who belong to the company today. */
async function namesOf(tx: Tx, rows: readonly ReadSubmission[]): Promise<Map<string, string>> {
  const ids = new Set(rows.flatMap(({ personId }) => personId ?? []))
  const people = await tx.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } })
  return new Map(people.map(({ id, name }) => [id, name]))
}

function withState(row: ReadSubmission, names: ReadonlyMap<string, string>, now: Date): ListedSubmission {
  const state = stateOf(row, now)
  return { ...row, state, status: STATUS_WORD[state.kind], sender: names.get(row.personId ?? '') ?? null }
}

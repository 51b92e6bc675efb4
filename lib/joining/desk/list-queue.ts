import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { requireOperator } from '#lib/access/require-member.ts'
import { forPerson, type RowWithWords, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { ApplicationKind, ApplicationState } from '../application.ts'
import { type LegalForm, legalFormOf } from '../legal-form.ts'

/** `waiting`: for a decision, the oldest first; `returned`: to be completed; `paper`: not signed by all, with a form on paper; `over`. */
export const QUEUE_PARTS = ['waiting', 'paper', 'returned', 'over'] as const
export type QueuePart = (typeof QUEUE_PARTS)[number]

const STATES: Record<QueuePart, ApplicationState[]> = {
  waiting: ['submitted', 'reviewing'],
  paper: ['signing'],
  returned: ['returned'],
  over: ['approved', 'declined', 'withdrawn', 'lapsed'],
}
const PAGE_ROWS = 50

type QueueWords = { kind: ApplicationKind; state: ApplicationState }
export type QueueRow = RowWithWords<
  {
    id: string
    reference: string
    kind: string
    state: string
    submittedAt: Date | null
    paperOpenedAt: Date | null
    takesEffectAt: Date | null
  },
  QueueWords
> & { legalForm: LegalForm | null; approvals: number }

/** A page of the applications that operators see, the oldest first. Refuses (`not_found`) who is no operator. */
export async function listQueue(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { part, after }: { part: QueuePart; after?: string | undefined },
): Promise<{ rows: QueueRow[]; next: string | null }> {
  await requireOperator({ db, actor })
  const cursor = after === undefined ? undefined : parseCursor(after)
  return forPerson({ db, actor }, async (tx) => {
    const rows = await tx.application.findMany({
      where: {
        state: { in: STATES[part] },
        OR: [{ submittedAt: { not: null } }, { paperOpenedAt: { not: null } }],
        ...(cursor && { AND: { OR: [{ askedAt: { gt: cursor.at } }, { askedAt: cursor.at, id: { gt: cursor.id } }] } }),
      },
      select: {
        ...{ id: true, reference: true, kind: true, state: true, orgnr: true, askedAt: true, digest: true },
        ...{ submittedAt: true, paperOpenedAt: true, takesEffectAt: true },
        decisions: { where: { decision: 'approve', voidedAt: null }, select: { digest: true } },
      },
      orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
      take: PAGE_ROWS + 1,
    })
    const page = rows.slice(0, PAGE_ROWS)
    const last = rows.length > PAGE_ROWS ? page.at(-1) : undefined
    return { rows: page.map(rowOf), next: last?.askedAt ? writeCursor({ at: last.askedAt, id: last.id }) : null }
  })
}

type QueueRead = Omit<QueueRow, keyof QueueWords | 'legalForm' | 'approvals'> & {
  kind: string
  state: string
  orgnr: string | null
  askedAt: Date | null
  digest: string | null
  decisions: { digest: string }[]
}

function rowOf({ orgnr, digest, decisions, askedAt: _, ...row }: QueueRead): QueueRow {
  const approvals = decisions.filter((decision) => decision.digest === digest).length
  return { ...withWords<typeof row, QueueWords>(row), legalForm: orgnr === null ? null : legalFormOf(orgnr), approvals }
}

type Cursor = { at: Date; id: string }

const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url')

/** Refuses (`invalid`, `cursor`) any other text. */
function parseCursor(text: string): Cursor {
  const match = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(text, 'base64url').toString())
  if (!match?.[1] || !match[2]) throw new AppError('invalid', 'cursor')
  return { at: new Date(Number(match[1])), id: match[2] }
}

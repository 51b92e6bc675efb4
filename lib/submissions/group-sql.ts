import { Prisma } from '#prisma/generated/client.ts'

/** The parts of the list. Each submission is in one of the first three, and all are in `all`. */
export type SubmissionGroup = 'needs-person' | 'under-way' | 'done' | 'all'

/**
 * As the index `submission_needs_person` has it: held or disputed, contradicted and not dealt with, or refused by FK and neither
 * replaced nor dealt with.
 */
const NEEDS_PERSON = Prisma.sql`(held_at IS NOT NULL OR disputed_at IS NOT NULL OR (contradicted_at IS NOT NULL AND dealt_with_at IS NULL) OR (num_nonnulls(refused_at, disapproved_at) > 0 AND replaced_by IS NULL AND dealt_with_at IS NULL))`

/** As the index `submission_under_way` has it: not with FK as far as is known, and it goes on by itself. */
const UNDER_WAY = Prisma.sql`(delivered_at IS NULL AND refused_at IS NULL AND withdrawn_at IS NULL AND disputed_at IS NULL AND held_at IS NULL AND contradicted_at IS NULL AND disapproved_at IS NULL AND settled_as IS DISTINCT FROM 'has')`

const GROUP_SQL: Record<SubmissionGroup, Prisma.Sql> = {
  'needs-person': NEEDS_PERSON,
  'under-way': UNDER_WAY,
  done: Prisma.sql`(NOT ${NEEDS_PERSON} AND NOT ${UNDER_WAY})`,
  all: Prisma.sql`true`,
}

/** Whether a row of `submission` is in the group. */
export const inGroupSql = (group: SubmissionGroup): Prisma.Sql => GROUP_SQL[group]

import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { requireOperator } from '#lib/access/require-member.ts'
import { forPerson, withWords } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import type { ApplicationDecision } from '#prisma/generated/client.ts'
import { findApplication, type SeenApplication } from '../read-application.ts'
import { checkDeskSignatures, type DeskSignature } from './check-signatures.ts'

type DecisionWord = 'review' | 'approve' | 'return' | 'decline' | 'paper' | 'paper-confirm'
export type DeskDecision = Omit<ApplicationDecision, 'decision'> & { decision: DecisionWord; by: string }

/** An application as an operator sees it. */
export type DeskCase = SeenApplication & {
  decisions: DeskDecision[]
  /** The signatures, each with whether it holds. */
  checked: DeskSignature[]
  /** Why this operator may not decide about it: they have a part in it. */
  isParty: boolean
  isOnPaper: boolean
  /** How many operators must approve, and who has approved what it says now. */
  needed: number
  approvedBy: string[]
  /** Whether an employer with the number has joined. */
  hasJoined: boolean
  /** How many may act for it as administrators today. */
  administratorsLeft: number
}

/**
 * The whole application. Refuses (`not_found`) who is no operator, and (`not_found`, `application`) one that operators do not see. That
 * somebody looked stands in the portal's audit trail.
 */
export async function readCase(
  context: ActorContext<PersonActor>,
  { reference, keeping }: { reference: string; keeping: Keeping },
): Promise<DeskCase> {
  const { db, actor } = context
  await requireOperator({ db, actor })
  const found = await findApplication(context, reference)
  // A party of it, who happens to be an operator, sees it on the parties' page.
  if (found.submittedAt === null && found.paperOpenedAt === null) throw new AppError('not_found', 'application')
  const checked = await checkDeskSignatures({ db, actor }, { found, keeping })
  return forPerson({ db, actor }, async (tx) => {
    await tx.$executeRaw`SELECT note_application_seen(${found.id}::uuid, ${actor.sessionId}::uuid, NULL)`
    const rows = await tx.applicationDecision.findMany({
      where: { applicationId: found.id },
      include: { person: { select: { name: true } } },
      orderBy: { at: 'asc' },
    })
    const decisions = rows.map(({ person, ...row }) => ({
      ...withWords<typeof row, { decision: DecisionWord }>(row),
      by: person.name,
    }))
    const [said] = await tx.$queryRaw<{ party: boolean; joined: boolean; left: number }[]>`
      SELECT is_party(${found.id}::uuid, ${actor.personId}::uuid) AS party, has_joined(${found.orgnr}) AS joined,
        administrators_left(${found.orgnr}) AS left`
    const isOnPaper = found.signatures.some(({ way, voidedAt }) => way === 'paper' && voidedAt === null)
    const approvals = decisions.filter(
      ({ decision, digest, voidedAt }) => decision === 'approve' && voidedAt === null && digest === found.digest,
    )
    return {
      ...found,
      decisions,
      checked,
      isParty: said?.party ?? true,
      isOnPaper,
      needed: isOnPaper || found.kind === 'administrators' ? 2 : 1,
      approvedBy: approvals.map(({ personId }) => personId),
      hasJoined: said?.joined ?? false,
      administratorsLeft: said?.left ?? 0,
    }
  })
}

/** A file of the application, for an operator. Refuses as readCase; that it was opened stands in the portal's audit trail. */
export async function openCaseFile(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { reference, fileId }: { reference: string; fileId: string },
): Promise<{ name: string; bytes: Uint8Array }> {
  await requireOperator({ db, actor })
  return forPerson({ db, actor }, async (tx) => {
    const file = await tx.applicationFile.findFirst({
      where: {
        id: fileId,
        application: { reference, OR: [{ submittedAt: { not: null } }, { paperOpenedAt: { not: null } }] },
      },
    })
    if (!file) throw new AppError('not_found', 'application')
    await tx.$executeRaw`SELECT note_application_seen(${file.applicationId}::uuid, ${actor.sessionId}::uuid, ${file.id}::uuid)`
    return { name: file.name, bytes: file.bytes }
  })
}

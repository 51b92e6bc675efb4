// Which mails to persons did not arrive, for who named the address: the mail server said no to the last one there, at once.
import type { Tx } from '#lib/db.ts'

/** Of an application: ids of its parties. `tx` is forPerson's; who may not see the application gets none. */
export async function refusedParties(tx: Pick<Tx, '$queryRaw'>, applicationId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT party_id AS id FROM refused_parties(${applicationId}::uuid)`
  return new Set(rows.map(({ id }) => id))
}

/** Of an employer: ids of its open invitations. `tx` is forEmployer's. */
export async function refusedInvitations(tx: Pick<Tx, '$queryRaw'>, employerId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT invitation_id AS id FROM refused_invitations(${employerId}::uuid)`
  return new Set(rows.map(({ id }) => id))
}

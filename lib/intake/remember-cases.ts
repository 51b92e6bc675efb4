import type { Tx } from '#lib/db.ts'
import type { Submission } from '#prisma/generated/client.ts'

type RememberCasesInput = { submission: Pick<Submission, 'id' | 'employerId' | 'service'>; keys: Uint8Array }

/** Writes a submission's cases (CaseBook's keys, at least one) into the history, in the submission's own transaction. */
export async function rememberCases(
  tx: Tx,
  { submission: { id, employerId, service }, keys }: RememberCasesInput,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO sent_cases (submission_id, employer_id, service, keys) VALUES (${id}::uuid, ${employerId}::uuid, ${service}, ${keys})`
}

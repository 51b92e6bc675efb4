import { type Context, forEmployer } from '#lib/db.ts'

/** Whom the employer's mails go to. */
export async function listNoticeAddresses({ db }: Pick<Context, 'db'>, employerId: string): Promise<string[]> {
  const { noticeAddresses } = await forEmployer(db, employerId, (tx) =>
    tx.employer.findUniqueOrThrow({ where: { id: employerId } }),
  )
  return noticeAddresses
}

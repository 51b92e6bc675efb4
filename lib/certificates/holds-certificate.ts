import { forEmployer, type SpeakerContext } from '#lib/db.ts'

/** Whether the employer has a certificate in use today: registered, not removed, and within its time. */
export async function holdsCertificate({ db, actor, now }: SpeakerContext, employerId: string): Promise<boolean> {
  const first = await forEmployer({ db, actor }, employerId, (tx) =>
    tx.certificate.findFirst({
      where: { employerId, removedAt: null, notAfter: { gt: now }, validFrom: { lte: now } },
      select: { id: true },
    }),
  )
  return first !== null
}

import { DAY_MS } from '#lib/calendar.ts'
import type { Tx } from '#lib/db.ts'
import { tellPerson } from '#lib/notices/tell-person.ts'
import type { PersonNoticeKind, PersonNoticeParams } from '#lib/text/person-notices.ts'

/** Mails that tell somebody of their own login, and nothing more. */
type OwnerKind = Extract<PersonNoticeKind, `login-${string}`>
export type OwnerNews<K extends OwnerKind = OwnerKind> = {
  personId: string
  kind: K
  /** As in PersonNotice; the person's id is put before it. */
  about: string
  params: Omit<PersonNoticeParams[K], 'path'>
  /** Where its link leads; the page of one's own login unless said. */
  path?: string
}

/** Mails a person something about how they log in, to their verified address, in their language. Nobody without such an address. */
export async function tellOwner<K extends OwnerKind>(
  tx: Pick<Tx, '$executeRaw' | 'person'>,
  { personId, kind, about, params, path = '/konto/inloggning' }: OwnerNews<K>,
  now: Date,
): Promise<void> {
  const person = await tx.person.findFirst({
    where: { id: personId, removedAt: null, mailVerifiedAt: { not: null } },
    select: { mail: true, language: true },
  })
  if (!person?.mail) return
  await tellPerson(tx, {
    kind,
    about: `person:${personId}:${about}`,
    address: person.mail,
    language: person.language === 'en' ? 'en' : 'sv',
    // The cast: the parts together are the kind's params, which TypeScript cannot put together again.
    params: { ...params, path } as unknown as PersonNoticeParams[K],
    dueAt: now,
    voidAt: new Date(now.getTime() + DAY_MS),
  })
}

import type { Tx } from '#lib/db.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { PersonNoticeKind, PersonNoticeParams } from '#lib/text/person-notices.ts'

export type PersonNotice<K extends PersonNoticeKind = PersonNoticeKind> = {
  kind: K
  /** What it is about, as `application:<id>:2`: an address gets one mail of a kind about the same thing. */
  about: string
  address: string
  language: Locale
  params: PersonNoticeParams[K]
  dueAt: Date
  /** When it is no longer sent. */
  voidAt: Date
}

/** Queues a mail to a person, with the words that its kind has in lib/text/person-notices.ts, in the transaction that it tells of. */
export async function tellPerson<K extends PersonNoticeKind>(
  tx: Pick<Tx, '$executeRaw'>,
  { kind, about, address, language, params, dueAt, voidAt }: PersonNotice<K>,
): Promise<void> {
  const words = JSON.stringify({ ...params, language })
  await tx.$executeRaw`SELECT tell_person(${kind}, ${about}, ${address}, ${words}::jsonb, ${dueAt}, ${voidAt})`
}

import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { openText, sealText } from '#lib/access/seal.ts'
import { forPerson } from '#lib/db.ts'

const place = (pepper: string) => ({ pepper, purpose: 'kvittens signature token' })

/** In keeper: a broker's ID token, which holds the personnummer of who signed, as it is stored. */
export const sealIdToken = (idToken: string, pepper: string): string => sealText(idToken, place(pepper))

/** In keeper: as the broker sent it. Undefined for one that was sealed under another PERSON_KEY, or has been changed since. */
export function openIdToken(sealed: string, pepper: string): string | undefined {
  try {
    return openText(sealed, place(pepper))
  } catch {
    return undefined
  }
}

/** The sealed ID tokens of an application's signatures that are not voided: by the signature's id. */
export function readSealedTokens(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  applicationId: string,
): Promise<Map<string, string>> {
  return forPerson({ db, actor }, async (tx) => {
    const where = { applicationId, voidedAt: null }
    const rows = await tx.applicationSignature.findMany({ where, select: { id: true, idToken: true } })
    return new Map(rows.flatMap(({ id, idToken }) => (idToken === null ? [] : [[id, idToken] as const])))
  })
}

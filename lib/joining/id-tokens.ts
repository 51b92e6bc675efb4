import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { openText, sealText } from '#lib/access/seal.ts'
import { forPerson } from '#lib/db.ts'

const place = (pepper: string) => ({ pepper, purpose: 'kvittens signature token' })

/** A broker's ID token holds the personnummer of who signed: it is stored sealed under PERSON_KEY. */
export const sealIdToken = (idToken: string, pepper: string): string => sealText(idToken, place(pepper))

/**
 * The raw ID tokens of an application's signatures that hold, as the broker sent them: by the signature's id. One that was sealed
 * under another PERSON_KEY, or has been changed since, is left out.
 */
export function readIdTokens(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { applicationId, pepper }: { applicationId: string; pepper: string },
): Promise<Map<string, string>> {
  return forPerson({ db, actor }, async (tx) => {
    const where = { applicationId, voidedAt: null }
    const rows = await tx.applicationSignature.findMany({ where, select: { id: true, idToken: true } })
    return new Map(
      rows.flatMap(({ id, idToken }) => {
        const opened = idToken === null ? undefined : openIdToken(idToken, pepper)
        return opened === undefined ? [] : [[id, opened] as const]
      }),
    )
  })
}

function openIdToken(sealed: string, pepper: string): string | undefined {
  try {
    return openText(sealed, place(pepper))
  } catch {
    return undefined
  }
}

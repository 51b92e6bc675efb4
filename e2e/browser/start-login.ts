import { cookieNameFor, credentialOf, hashCredential, LONGEST_MS, newToken } from '#lib/access/session-token.ts'
import type { Db } from '#lib/db.ts'

export type LoginInput = { name: string; orgnr?: string }
export type LoginRow = { personId: string; sessionId: string; employerId: string | null; cookieName: string; token: string }

/**
 * Logs somebody in without the login pages, by the row and the token that they would make. Acts for `orgnr` (ten digits), else
 * for the first company that the person may act for.
 */
export async function startLogin(owner: Db, publicUrl: string, { name, orgnr }: LoginInput): Promise<LoginRow> {
  const { id: personId, members } = await owner.prisma.person.findFirstOrThrow({
    where: { name, removedAt: null },
    select: { id: true, members: { select: { employer: true }, orderBy: { employer: { orgnr: 'asc' } } } },
  })
  const chosen = members.find(({ employer }) => orgnr === undefined || employer.orgnr === `16${orgnr}`)
  const employerId = chosen?.employer.id ?? null
  const [cookieName, token, now] = [cookieNameFor(publicUrl), newToken(), new Date()]
  const { id: sessionId } = await owner.prisma.loginSession.create({
    data: {
      tokenHash: hashCredential(credentialOf(cookieName, token)),
      personId,
      way: 'eleg',
      createdAt: now,
      seenAt: now,
      provedAt: now,
      expiresAt: new Date(now.getTime() + LONGEST_MS),
      employerId,
    },
  })
  return { personId, sessionId, employerId, cookieName, token }
}

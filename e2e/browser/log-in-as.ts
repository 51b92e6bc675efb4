import type { BrowserContext } from '@playwright/test'
import { cookieNameFor, hashToken, LONGEST_MS, newToken } from '#lib/accounts/session-token.ts'
import type { Db } from '#lib/db.ts'
import { readHere } from './place.ts'

type Who = { name: string; orgnr?: string }
export type LoggedIn = { personId: string; sessionId: string; employerId: string | null; cookie: string }

/**
 * Logs somebody in without the login pages: a session row, and its cookie in the browser. Acts for `orgnr` (ten digits), else
 * for the first company that the person may act for.
 */
export async function logInAs(context: BrowserContext, owner: Db, { name, orgnr }: Who): Promise<LoggedIn> {
  const { publicUrl } = readHere().settings
  const { id: personId, members } = await owner.prisma.person.findFirstOrThrow({
    where: { name, removedAt: null },
    select: { id: true, members: { select: { employer: true }, orderBy: { employer: { orgnr: 'asc' } } } },
  })
  const chosen = members.find(({ employer }) => orgnr === undefined || employer.orgnr === `16${orgnr}`)
  const employerId = chosen?.employer.id ?? null
  const token = newToken()
  const cookieName = cookieNameFor(publicUrl)
  const now = new Date()
  const { id: sessionId } = await owner.prisma.loginSession.create({
    data: {
      tokenHash: hashToken(cookieName, token),
      personId,
      way: 'eleg',
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + LONGEST_MS),
      employerId,
    },
  })
  await context.addCookies([{ name: cookieName, value: token, url: publicUrl, httpOnly: true, sameSite: 'Lax' }])
  return { personId, sessionId, employerId, cookie: `${cookieName}=${token}` }
}

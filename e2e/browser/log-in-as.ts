import type { BrowserContext } from '@playwright/test'
import { cookieNameFor, hashToken, LONGEST_MS, newToken } from '#lib/accounts/session-token.ts'
import type { Db } from '#lib/db.ts'
import { readHere } from './place.ts'

type Known = { name: string; orgnr?: string }
export type LoggedIn = { personId: string; sessionId: string; employerId: string | null; cookie: string }

/**
 * Logs a seeded person in without the login pages: a session row, and its cookie in the browser. Acts for `orgnr`, else for
 * the person's first employer.
 */
export async function logInAs(context: BrowserContext, owner: Db, { name, orgnr }: Known): Promise<LoggedIn> {
  const { settings, people } = readHere()
  const known = people.find((person) => person.name === name)
  if (!known) throw new Error(`nobody is called ${name}`)
  const { id: personId } = await owner.prisma.person.findFirstOrThrow({ where: { name, removedAt: null } })
  const chosen = orgnr ?? known.employers[0]?.orgnr
  const employer = chosen ? await owner.prisma.employer.findUniqueOrThrow({ where: { orgnr: `16${chosen}` } }) : null
  const token = newToken()
  const cookieName = cookieNameFor(settings.publicUrl)
  const now = new Date()
  const { id: sessionId } = await owner.prisma.loginSession.create({
    data: {
      tokenHash: hashToken(cookieName, token),
      personId,
      way: 'eleg',
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + LONGEST_MS),
      employerId: employer?.id ?? null,
    },
  })
  await context.addCookies([{ name: cookieName, value: token, url: settings.publicUrl, httpOnly: true, sameSite: 'Lax' }])
  return { personId, sessionId, employerId: employer?.id ?? null, cookie: `${cookieName}=${token}` }
}

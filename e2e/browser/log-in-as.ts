import type { BrowserContext } from '@playwright/test'
import type { Db } from '#lib/db.ts'
import { readHere } from './place.ts'
import { type Login, startLogin, type Who } from './start-login.ts'

export type LoggedIn = Pick<Login, 'personId' | 'sessionId' | 'employerId'> & { cookie: string }

/** A login (startLogin) whose cookie the browser has. */
export async function logInAs(context: BrowserContext, owner: Db, who: Who): Promise<LoggedIn> {
  const { publicUrl } = readHere().settings
  const { cookieName, token, ...login } = await startLogin(owner, publicUrl, who)
  await context.addCookies([{ name: cookieName, value: token, url: publicUrl, httpOnly: true, sameSite: 'Lax' }])
  return { ...login, cookie: `${cookieName}=${token}` }
}

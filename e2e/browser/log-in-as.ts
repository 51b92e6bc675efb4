import type { BrowserContext } from '@playwright/test'
import type { Db } from '#lib/db.ts'
import { readEnvironment } from './place.ts'
import { type LoginInput, type LoginRow, startLogin } from './start-login.ts'

export type BrowserLogin = Pick<LoginRow, 'personId' | 'sessionId' | 'employerId'> & { cookie: string }

/** A login (startLogin) whose cookie the browser has. */
export async function logInAs(context: BrowserContext, owner: Db, who: LoginInput): Promise<BrowserLogin> {
  const { publicUrl } = readEnvironment().settings
  const { cookieName, token, ...login } = await startLogin(owner, publicUrl, who)
  await context.addCookies([{ name: cookieName, value: token, url: publicUrl, httpOnly: true, sameSite: 'Lax' }])
  return { ...login, cookie: `${cookieName}=${token}` }
}

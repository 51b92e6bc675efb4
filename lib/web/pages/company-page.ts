import { isFresh, mayAdminister } from '#lib/access/require-member.ts'
import { companyPagesTexts, type DoneWord } from '#lib/text/company-pages.ts'
import { againPage } from '#lib/web/forms/after-login.ts'
import { sentBack } from './sent-back.ts'
import { actsFor, currentSession } from './session.ts'

/**
 * For the company's pages: the employer, whether the person may change it, what a form has just done (?klart=) or not, and where to
 * log in again before changing anything, when the login is not fresh.
 */
export async function companyPage(path: string, query: Record<string, string | string[] | undefined>) {
  const { klart } = query
  const employer = await actsFor(path)
  const done = typeof klart === 'string' && Object.hasOwn(companyPagesTexts.sv.done, klart) ? (klart as DoneWord) : undefined
  const mayChange = mayAdminister(employer.role)
  const isOld = !isFresh((await currentSession())?.provedAt ?? null, new Date())
  const prove = mayChange && isOld ? `/logga-in?${new URLSearchParams({ next: againPage(path) })}` : undefined
  return { employer, mayChange, prove, done, ...(await sentBack(path, query)) }
}

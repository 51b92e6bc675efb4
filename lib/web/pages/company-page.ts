import { mayAdminister } from '#lib/access/require-member.ts'
import { companyPagesTexts, type DoneWord } from '#lib/text/company-pages.ts'
import { sentBack } from './sent-back.ts'
import { actsFor } from './session.ts'

/** For the company's pages: the employer, whether the person may change it, and what a form has just done (?klart=) or not. */
export async function companyPage(path: string, query: Record<string, string | string[] | undefined>) {
  const { klart } = query
  const employer = await actsFor(path)
  const done = typeof klart === 'string' && Object.hasOwn(companyPagesTexts.sv.done, klart) ? (klart as DoneWord) : undefined
  return { employer, mayChange: mayAdminister(employer.role), done, ...(await sentBack(path, query)) }
}

import { certificateTexts } from '#lib/text/certificates.ts'
import { actsFor } from './acts-for.ts'

export type DoneWord = keyof typeof certificateTexts.sv.done

type Query = Record<string, string | string[] | undefined>

/** Whose page it is, whether the visitor may change it, and what a form just did (?klart=). */
export async function companyPage(path: string, { klart }: Query) {
  const employer = await actsFor(path)
  const done = typeof klart === 'string' && Object.hasOwn(certificateTexts.sv.done, klart) ? (klart as DoneWord) : undefined
  return { employer, mayChange: employer.role === 'administrator', done }
}

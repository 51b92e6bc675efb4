// The terms and the agreement on personal data that an applicant accepts, in all their versions: a proposal, marked so. A version
// that has been accepted is never changed: a new one is added at the end, and is the one that applies.
import { createHash } from 'node:crypto'
import { AGREEMENT_1 } from './terms/agreement-1.ts'
import { TERMS_1 } from './terms/terms-1.ts'

/** `sha256`: of the Swedish text, which is the one that counts. */
export type TermsVersion = { version: string; sha256: string; sv: string; en: string }

const withHash = (text: { version: string; sv: string; en: string }): TermsVersion => ({
  ...text,
  sha256: createHash('sha256').update(text.sv, 'utf8').digest('hex'),
})

export const TERMS: readonly [TermsVersion, ...TermsVersion[]] = [withHash(TERMS_1)]
export const AGREEMENTS: readonly [TermsVersion, ...TermsVersion[]] = [withHash(AGREEMENT_1)]

/** The versions that apply now. */
export const currentTerms = (): { terms: TermsVersion; agreement: TermsVersion } => ({
  terms: TERMS.at(-1) ?? TERMS[0],
  agreement: AGREEMENTS.at(-1) ?? AGREEMENTS[0],
})

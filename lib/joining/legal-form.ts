/** What kind of employer a number belongs to, read from the number alone. */
export type LegalForm =
  | 'sole'
  | 'estate'
  | 'public'
  | 'foreign'
  | 'company'
  | 'simple'
  | 'cooperative'
  | 'association'
  | 'partnership'
  | 'other'

/** Skatteverket's group digit, the first of an organisationsnummer (SKV 709). */
const BY_GROUP: Readonly<Record<string, LegalForm>> = {
  1: 'estate',
  2: 'public',
  3: 'foreign',
  5: 'company',
  6: 'simple',
  7: 'cooperative',
  8: 'association',
  9: 'partnership',
}

/** Of a canonical number (12 digits). A person's own number: enskild firma. */
export function legalFormOf(canonical: string): LegalForm {
  if (!canonical.startsWith('16')) return 'sole'
  return BY_GROUP[canonical.charAt(2)] ?? 'other'
}

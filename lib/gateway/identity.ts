import { parseOrgnr } from '#lib/identifiers.ts'

/** How issuers write the organisation number: SHS and ExpiTrust, EFOS (Försäkringskassan's), SITHS (Inera's). */
const FORMS = [/^16(\d{10})$/, /^EFOS16(\d{10})-[0-9A-Z]+$/, /^SE(\d{10})-[0-9A-Z]+$/]

/**
 * `subject` is a certificate's as node:tls gives it: `serialNumber` is OID 2.5.4.5, an array when the attribute occurs twice.
 * The organisation that a client certificate speaks for, canonical; undefined when the attribute is missing, occurs twice,
 * has another form, or holds no organisation number.
 */
export function organisationIn(subject: object): string | undefined {
  const serialNumber = 'serialNumber' in subject ? subject.serialNumber : undefined
  if (typeof serialNumber !== 'string') return undefined
  for (const form of FORMS) {
    const ten = form.exec(serialNumber)?.[1]
    if (ten) return parseOrgnr(`16${ten}`)
  }
  return undefined
}

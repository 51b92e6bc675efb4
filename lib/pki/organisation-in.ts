import { parseOrgnr } from '#lib/identifiers.ts'

/** Forms of the organisation number, by issuer: SHS and ExpiTrust, EFOS (Försäkringskassan's), SITHS (Inera's). */
const FORMS = [/^16(\d{10})$/, /^EFOS16(\d{10})-[0-9A-Z]+$/, /^SE(\d{10})-[0-9A-Z]+$/]

/**
 * `serialNumbers`: every value of OID 2.5.4.5 in a certificate's subject. The organisation that the certificate speaks for,
 * canonical; undefined when the attribute is missing, occurs twice, has another form, or holds no organisation number.
 */
export function organisationIn(serialNumbers: readonly string[]): string | undefined {
  const [serialNumber, ...more] = serialNumbers
  if (serialNumber === undefined || more.length > 0) return undefined
  for (const form of FORMS) {
    const ten = form.exec(serialNumber)?.[1]
    if (ten) return parseOrgnr(`16${ten}`)
  }
  return undefined
}

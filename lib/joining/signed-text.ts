import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { createTranslator } from 'use-intl/core'
import { z } from 'zod'
import { joiningTexts } from '#lib/text/joining.ts'
import type { Locale } from '#lib/text/locale.ts'
import { messages } from '#lib/text/messages.ts'
import { type ApplicationContent, contentShape, type NamedPerson } from './content.ts'

const documentShape = z.object({
  form: z.literal('kvittens-5063'),
  reference: z.string(),
  content: contentShape,
  text: z.string(),
})
/** What is signed: what the application says, and the Swedish text in which it was shown. */
export type ApplicationDocument = z.infer<typeof documentShape>

export const parseDocument = (json: unknown): ApplicationDocument => documentShape.parse(json)

export const makeDocument = (reference: string, content: ApplicationContent): ApplicationDocument => ({
  form: 'kvittens-5063',
  reference,
  content,
  text: writeApplication(reference, content, 'sv'),
})

/** SHA-256 (hex) of the document's JSON in the spelling of RFC 8785 (JCS): whatever order its keys were stored in. */
export function digestOf(document: ApplicationDocument): string {
  const spelled = canonicalize(document)
  if (spelled === undefined) throw new Error('a document has no JSON')
  return createHash('sha256').update(spelled, 'utf8').digest('hex')
}

/** The page that is signed, plain text in Swedish: the document's text and its digest. */
export const shownText = (document: ApplicationDocument): string =>
  `${document.text}\n\n${joiningTexts.sv.signed.digest.replace('{digest}', digestOf(document))}`

/** The same in a language that is read beside the Swedish one. */
export const translatedText = ({ reference, content }: ApplicationDocument, locale: Locale): string =>
  writeApplication(reference, content, locale)

/** All of an application in plain words, a line for each field that says something. */
function writeApplication(reference: string, content: ApplicationContent, locale: Locale): string {
  const { joining, services } = messages(locale)
  const { fields, signed } = joining
  const say = createTranslator({ locale, messages: { signed } })
  const line = (label: string, text: string) => (text === '' ? [] : [`${label}: ${text}`])
  const person = ({ name, masked, mail, phone }: NamedPerson) =>
    [name, masked || signed.none, mail, phone].filter((text) => text !== '').join(', ')
  const part = (title: string, lines: readonly string[]) => ['', title.toUpperCase(), ...lines]
  const reach = (one: { name: string; mail: string; phone: string } | null) =>
    one ? [`${one.name}, ${one.mail}, ${one.phone}`] : []
  const { applicant, employer, contact, technical, signing } = content
  return [
    `${joining.kind[content.kind]} – ${reference}`,
    signed.form,
    ...part(signed.applicant, [person(applicant), ...line(signed.position, joining.position[applicant.position])]),
    ...part(signed.employer, [
      employer.name,
      ...line(signed.number, employer.number),
      ...line(fields.legalForm, joining.legalForm[employer.legalForm as keyof typeof joining.legalForm] ?? ''),
      ...line(fields.address, `${employer.address}, ${employer.postcode} ${employer.town}, ${employer.country}`),
    ]),
    ...(contact ? part(signed.contact, reach(contact)) : []),
    ...content.noticeAddresses.flatMap((address) => line(fields.noticeAddress, address)),
    ...part(signed.signing, [
      ...line(fields.manner, joining.manner[signing.manner]),
      say('signed.needed', { count: signing.needed }),
      ...signing.signatories.map((one) => [person(one), one.role].filter(Boolean).join(', ')),
      ...(signing.basis.length > 0 ? signing.basis.map((sha256) => say('signed.basis', { sha256 })) : [signed.noBasis]),
    ]),
    ...part(
      signed.administrators,
      content.administrators.map((one) => [person(one), one.company].filter(Boolean).join(', ')),
    ),
    ...(content.kind === 'administrators' ? line(fields.replaces, content.replaces ? signed.yes : signed.no) : []),
    ...(content.kind === 'join'
      ? part(signed.services, [
          ...content.services.map((id) => services.name[id as keyof typeof services.name] ?? id),
          ...content.ways.flatMap(({ way, details }) => [
            joining.way[way],
            ...Object.entries(details).flatMap(([name, text]) => line(fields[name as keyof typeof fields], text)),
          ]),
          ...line(fields.startInTest, content.startIn === 'test' ? signed.yes : signed.no),
        ])
      : []),
    ...(technical ? part(signed.technical, reach(technical)) : []),
    ...part(signed.terms, [
      `${fields.terms}: ${say('signed.version', content.terms)}`,
      `${fields.agreement}: ${say('signed.version', content.agreement)}`,
    ]),
    '',
    signed.meaning,
  ].join('\n')
}

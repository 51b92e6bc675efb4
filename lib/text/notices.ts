// The mails: short, and never more than that something has happened and where to look.
import { createTranslator } from 'use-intl/core'
import type { Locale } from './locale.ts'

/** What fills each mail's sentences. No personnummer, no file name, nothing out of a file. */
export type NoticeParams = {
  /** `ends` is a day as 2027-01-20. */
  'certificate-ends': { days: number; ends: string; commonName: string }
  'address-added': Record<string, never>
  /** `day` as 2027-01-20: when their content is removed. */
  'deliveries-purge': { count: number; day: string }
}
export type NoticeKind = keyof NoticeParams

type Words = Record<NoticeKind, { subject: string; text: string; path: string }>

const sv: Words = {
  'certificate-ends': {
    subject: 'Certifikatet för {employer} slutar gälla {days, plural, =0 {i dag} =1 {i morgon} other {om # dagar}}',
    text: 'Certifikatet {commonName}, som {employer} lämnar filer med, slutar gälla {ends}. Efter det kommer inga automatiska filer fram.\n\nBeställ ett nytt certifikat i god tid (det tar 2 till 5 arbetsdagar), registrera det i portalen och byt sedan i ert system. Det gamla och det nya kan gälla samtidigt, så inget avbrott behövs.',
    path: '/foretaget/certifikat',
  },
  'deliveries-purge': {
    subject: '{count, plural, one {En fil} other {# filer}} från Försäkringskassan till {employer} tas bort {day}',
    text: '{count, plural, one {En fil} other {# filer}} från Försäkringskassan till {employer} har inte kvitterats. {day} tas innehållet bort, och efter det går {count, plural, one {den} other {de}} inte att hämta.\n\nHämta i inkorgen det som behövs och kvittera det. Då slutar vi påminna.',
    path: '/inkorg',
  },
  'address-added': {
    subject: 'Du får aviseringar om {employer}',
    text: 'Den här adressen har lagts till för aviseringar om {employer} i Kvittens. Du får e-post när något händer med företagets filer till och från Försäkringskassan, och när ett certifikat snart slutar gälla. Innehåll ur filer skickas aldrig med e-post.\n\nHar du fått det här av misstag? Be företagets administratör att ta bort adressen.',
    path: '/foretaget/aviseringar',
  },
}

const en: Words = {
  'certificate-ends': {
    subject: 'The certificate for {employer} ends {days, plural, =0 {today} =1 {tomorrow} other {in # days}}',
    text: 'The certificate {commonName}, with which {employer} hands in files, ends on {ends}. After that no automatic files arrive.\n\nOrder a new certificate in good time (it takes 2 to 5 working days), register it in the portal and then change it in your system. The old and the new one may be in use at the same time, so there need be no gap.',
    path: '/foretaget/certifikat',
  },
  'deliveries-purge': {
    subject: '{count, plural, one {A file} other {# files}} from Försäkringskassan to {employer} will be removed on {day}',
    text: '{count, plural, one {A file} other {# files}} from Försäkringskassan to {employer} {count, plural, one {has} other {have}} not been acknowledged. On {day} the content is removed, and after that {count, plural, one {it} other {they}} cannot be fetched.\n\nFetch what you need in the inbox and acknowledge it. Then we stop reminding you.',
    path: '/inkorg',
  },
  'address-added': {
    subject: 'You get notices about {employer}',
    text: 'This address was added for notices about {employer} in Kvittens. You get mail when something happens to the company’s files to and from Försäkringskassan, and when a certificate soon ends. Nothing out of a file is ever sent by mail.\n\nIs this a mistake? Ask the company’s administrator to remove the address.',
    path: '/foretaget/aviseringar',
  },
}

const WORDS: Record<Locale, Words> = { sv, en }
/** For an employer that is a person: mails name nobody. */
export const YOUR_COMPANY: Record<Locale, string> = { sv: 'ert företag', en: 'your company' }
/** How a mail ends. */
export const NO_REPLY: Record<Locale, string> = {
  sv: 'Det går inte att svara på det här meddelandet.',
  en: 'This message cannot be replied to.',
}

export type Letter = { subject: string; text: string }

/** `publicUrl` is the portal's address; `params` are NoticeParams of the kind. Undefined for a kind that has no words. */
export function writeNotice({ kind, employer, language, params }: NoticeInput, publicUrl: string): Letter | undefined {
  if (!isKind(kind)) return undefined
  const { subject, text, path } = WORDS[language][kind]
  const say: (key: 'subject' | 'text', values: NoticeInput['params']) => string = createTranslator({
    locale: language,
    messages: { subject, text },
  })
  const values = { ...params, employer }
  return {
    subject: say('subject', values),
    text: `${say('text', values)}\n\n${new URL(path, publicUrl).href}\n\n${NO_REPLY[language]}\n`,
  }
}

type NoticeInput = { kind: string; employer: string; language: Locale; params: Record<string, string | number> }

const isKind = (kind: string): kind is NoticeKind => Object.hasOwn(sv, kind)

// Mails to a person, who may have no company yet: applicants, parties of an application, invited ones, owners of an account.
// Short, and never more than that something has happened, its reference and where to look.
import { createTranslator } from 'use-intl/core'
import type { Locale } from './locale.ts'
import { type Letter, NO_REPLY } from './notices.ts'

/** What fills each mail's sentences. No personnummer, no name of a person, no reason of a decision. `path` is where its link leads. */
export type PersonNoticeParams = {
  /** `code`: six digits, of an address that is to be verified. */
  'mail-code': { code: string; minutes: number; path: string }
}
export type PersonNoticeKind = keyof PersonNoticeParams

type Words = Record<PersonNoticeKind, { subject: string; text: string }>

const sv: Words = {
  'mail-code': {
    subject: 'Din kod: {code}',
    text: 'Skriv koden {code} i Kvittens för att bekräfta din e-postadress. Den gäller i {minutes, number} minuter.\n\nHar du inte bett om någon kod? Då har någon skrivit fel adress, och du behöver inte göra något.',
  },
}

const en: Words = {
  'mail-code': {
    subject: 'Your code: {code}',
    text: 'Enter the code {code} in Kvittens to confirm your mail address. It is valid for {minutes, number} minutes.\n\nDid you not ask for a code? Then somebody mistyped an address, and you need not do anything.',
  },
}

const WORDS: Record<Locale, Words> = { sv, en }

type PersonNoticeInput = { kind: string; language: Locale; params: Record<string, string | number> }

/** `publicUrl` is the portal's address. Undefined for a kind that has no words. */
export function writePersonNotice({ kind, language, params }: PersonNoticeInput, publicUrl: string): Letter | undefined {
  if (!isKind(kind)) return undefined
  const { subject, text } = WORDS[language][kind]
  const say: (key: 'subject' | 'text', values: PersonNoticeInput['params']) => string = createTranslator({
    locale: language,
    messages: { subject, text },
  })
  return {
    subject: say('subject', params),
    text: `${say('text', params)}\n\n${new URL(String(params.path ?? '/'), publicUrl).href}\n\n${NO_REPLY[language]}\n`,
  }
}

const isKind = (kind: string): kind is PersonNoticeKind => Object.hasOwn(sv, kind)

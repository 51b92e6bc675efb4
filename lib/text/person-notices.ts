// Mails to a person, who may have no company yet: applicants, parties of an application, invited ones, owners of an account.
// Short, and never more than that something has happened, its reference and where to look.
import { createTranslator } from 'use-intl/core'
import type { Locale } from './locale.ts'
import { type Letter, NO_REPLY } from './notices.ts'

/** What fills each mail's sentences. No personnummer, no name of a person, no reason of a decision. `path` is where its link leads. */
export type PersonNoticeParams = {
  /** `code`: six digits, of an address that is to be verified. */
  'mail-code': { code: string; minutes: number; path: string }
  /** About an application to join; `path` is its page, or the link of who is asked. */
  'application-asked': ApplicationNotice
  'application-reminder': ApplicationNotice
  'application-refused': ApplicationNotice
  'application-submitted': ApplicationNotice
  'application-returned': ApplicationNotice
  'application-approved': ApplicationNotice
  'application-declined': ApplicationNotice
  'application-withdrawn': ApplicationNotice
  'application-lapsed': ApplicationNotice
}
type ApplicationNotice = { reference: string; path: string }
export type PersonNoticeKind = keyof PersonNoticeParams

type Words = Record<PersonNoticeKind, { subject: string; text: string }>

const sv: Words = {
  'mail-code': {
    subject: 'Din kod: {code}',
    text: 'Skriv koden {code} i Kvittens för att bekräfta din e-postadress. Den gäller i {minutes, number} minuter.\n\nHar du inte bett om någon kod? Då har någon skrivit fel adress, och du behöver inte göra något.',
  },
  'application-asked': {
    subject: 'Du behöver svara på en ansökan: {reference}',
    text: 'Du är namngiven i en ansökan om anslutning till Kvittens, med referens {reference}. Läs den och skriv under, eller tacka nej. Du loggar in med din egen e-legitimation.',
  },
  'application-reminder': {
    subject: 'Påminnelse: ansökan {reference} väntar',
    text: 'Ansökan {reference} väntar på underskrift. Den förfaller om den inte blir underskriven av alla i tid.',
  },
  'application-refused': {
    subject: 'Någon har tackat nej: {reference}',
    text: 'Någon som är namngiven i ansökan {reference} har tackat nej. Den som har gjort ansökan kan ändra eller återta den.',
  },
  'application-submitted': {
    subject: 'Ansökan {reference} är inskickad',
    text: 'Alla som behövs har skrivit under ansökan {reference}, och den är inskickad. Den som driver portalen granskar den nu.',
  },
  'application-returned': {
    subject: 'Ansökan {reference} behöver kompletteras',
    text: 'Den som granskar ansökan {reference} behöver veta mer. Vad det gäller står på sidan.',
  },
  'application-approved': {
    subject: 'Anslutningen är klar: {reference}',
    text: 'Ansökan {reference} har gått igenom. Logga in för att se vad du kan göra nu.',
  },
  'application-declined': {
    subject: 'Ansökan {reference} är avslagen',
    text: 'Ansökan {reference} är avslagen. Varför står på sidan.',
  },
  'application-withdrawn': {
    subject: 'Ansökan {reference} är återtagen',
    text: 'Ansökan {reference} är återtagen av den som gjorde den. Du behöver inte göra något.',
  },
  'application-lapsed': {
    subject: 'Ansökan {reference} har förfallit',
    text: 'Ansökan {reference} har förfallit, för att den inte blev färdig i tid. Vill ni ansluta er börjar ni om.',
  },
}

const en: Words = {
  'mail-code': {
    subject: 'Your code: {code}',
    text: 'Enter the code {code} in Kvittens to confirm your mail address. It is valid for {minutes, number} minutes.\n\nDid you not ask for a code? Then somebody mistyped an address, and you need not do anything.',
  },
  'application-asked': {
    subject: 'You need to answer an application: {reference}',
    text: 'You are named in an application to join Kvittens, with reference {reference}. Read it and sign it, or say no. You log in with your own e-identification.',
  },
  'application-reminder': {
    subject: 'Reminder: application {reference} is waiting',
    text: 'Application {reference} is waiting for signatures. It lapses if it is not signed by all in time.',
  },
  'application-refused': {
    subject: 'Somebody has said no: {reference}',
    text: 'Somebody named in application {reference} has said no. Whoever made the application can change or withdraw it.',
  },
  'application-submitted': {
    subject: 'Application {reference} is sent in',
    text: 'All who are needed have signed application {reference}, and it is sent in. Whoever runs the portal examines it now.',
  },
  'application-returned': {
    subject: 'Application {reference} needs to be completed',
    text: 'Whoever examines application {reference} needs to know more. The page says what.',
  },
  'application-approved': {
    subject: 'You have joined: {reference}',
    text: 'Application {reference} went through. Log in to see what you can do now.',
  },
  'application-declined': {
    subject: 'Application {reference} is declined',
    text: 'Application {reference} is declined. The page says why.',
  },
  'application-withdrawn': {
    subject: 'Application {reference} is withdrawn',
    text: 'Application {reference} is withdrawn by whoever made it. You need not do anything.',
  },
  'application-lapsed': {
    subject: 'Application {reference} has lapsed',
    text: 'Application {reference} has lapsed, since it was not finished in time. If you wish to join, start again.',
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

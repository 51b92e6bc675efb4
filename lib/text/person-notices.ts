// Mails to a person, who may have no company yet: applicants, parties of an application, invited ones, owners of an account.
// Short, and never more than that something has happened, its reference and where to look.
import { createTranslator } from 'use-intl/core'
import { LIMITS } from '#lib/limits.ts'
import type { Locale } from './locale.ts'
import { type Letter, NO_REPLY } from './notices.ts'
import { amount } from './spelling.ts'

/** What fills each mail's sentences. No personnummer, no name of a person, no reason of a decision. `path` is where its link leads. */
export type PersonNoticeParams = {
  /** `code`: six digits, of an address that is to be verified. */
  'mail-code': { code: string; minutes: number; path: string }
  /** To the address that another replaced. */
  'mail-changed': { path: string }
  'account-erased': { path: string }
  /** The link is what accepts. */
  invited: { path: string; days: number }
  'member-joined': { path: string }
  'role-changed': { path: string }
  'access-ended': { path: string }
  'company-renamed': { path: string }
  'access-lapsed': { path: string }
  'member-left': { path: string }
  'company-ended': { path: string }
  /** Rights end in so many days unless an administrator confirms them. */
  'rights-due': { days: number; path: string }
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
  /** A link by which the person chooses user name and password. */
  'login-link': { hours: number; path: string }
  'login-changed': { change: LoginChange; path: string }
  /** `count`: logins that were ended from another. */
  'login-ended': { count: number; path: string }
  'login-new-device': { path: string }
  'login-failures': { failures: number; path: string }
  'login-locked': { failures: number; path: string }
  /** A place as administrator of a company that has joined; `path` is the link. */
  'administrator-invited': { path: string; days: number }
  /** The company's administrators have been replaced by an application that its signatories signed. */
  'administrators-replaced': ApplicationNotice
  /** Such an application has added some, and those there were remain. */
  'administrators-added': ApplicationNotice
}

type ApplicationNotice = { reference: string; path: string }

/** What was changed of how a person logs in without e-legitimation. */
export type LoginChange = 'chosen' | 'password' | 'codeapp' | 'passkeyadded' | 'passkeyremoved' | 'dropped' | 'opened'

export type PersonNoticeKind = keyof PersonNoticeParams

type Words = Record<PersonNoticeKind, { subject: string; text: string }>

const sv: Words = {
  'mail-code': {
    subject: 'Din kod: {code}',
    text: 'Skriv koden {code} i Kvittens för att bekräfta din e-postadress. Den gäller i {minutes, number} minuter.\n\nHar du inte bett om någon kod? Då har någon skrivit fel adress, och du behöver inte göra något.',
  },
  'account-erased': {
    subject: 'Ditt konto i Kvittens är raderat',
    text: 'Ditt konto i Kvittens är raderat, och du agerar inte längre för något företag där. Fler brev skickas inte hit.\n\nVar det inte du? Kontakta den som driver portalen, och företagets behörighetsadministratör.',
  },
  'mail-changed': {
    subject: 'Din e-postadress i Kvittens är ändrad',
    text: 'Den som äger kontot har bytt e-postadress i Kvittens. Inga fler brev om kontot skickas hit.\n\nVar det inte du? Logga in, avsluta de inloggningar som du inte känner igen och byt tillbaka adressen. Kontakta sedan den som driver portalen.',
  },
  invited: {
    subject: 'Du är inbjuden till Kvittens',
    text: 'Ett företag vill att du ska kunna agera för det i Kvittens, portalen för filer till Försäkringskassan. Öppna länken och logga in med e-legitimation. Då ser du vilket företag det är och vad du får göra, innan du säger ja.\n\nLänken är personlig, går att använda en gång och gäller i {days, number} dagar. Väntar du ingen inbjudan? Då behöver du inte göra något.',
  },
  'member-joined': {
    subject: 'En inbjudan har tagits emot',
    text: 'Någon som bjudits in har tagit emot sin inbjudan och kan nu agera för ett företag som du är behörighetsadministratör för. Logga in och se vem det är. Stämmer det inte ska du ta bort personen.',
  },
  'role-changed': {
    subject: 'Din roll är ändrad',
    text: 'En behörighetsadministratör har ändrat vad du får göra för ett företag i Kvittens. Logga in och se vad som gäller nu.',
  },
  'access-ended': {
    subject: 'Du kan inte längre agera för ett företag',
    text: 'En behörighetsadministratör har tagit bort din behörighet för ett företag i Kvittens. Logga in och se vilka företag du har kvar. Har du frågor? Vänd dig till företaget.',
  },
  'access-lapsed': {
    subject: 'Din behörighet för ett företag har upphört',
    text: `Din behörighet för ett företag i Kvittens har upphört: den har inte bekräftats på ${amount(LIMITS.confirmMonths, 'month', 'sv')}, inte använts på ${amount(LIMITS.idleDays, 'day', 'sv')}, eller så har dess sista dag passerat. Behöver du den? Be företagets behörighetsadministratör om en ny inbjudan.`,
  },
  'member-left': {
    subject: 'Någon har lämnat ert företag',
    text: 'En person har själv lämnat ett företag som du är behörighetsadministratör för i Kvittens. Vilka som är kvar står på sidan.',
  },
  'company-ended': {
    subject: 'Ett företags anslutning är avslutad',
    text: 'En behörighetsadministratör har avslutat anslutningen till Kvittens för ett företag som du var behörighetsadministratör för. Ingen kan längre agera för det. Filer som redan var inlämnade skickas som vanligt. Företaget kan ansluta sig igen.',
  },
  'rights-due': {
    subject: 'Bekräfta behörigheterna inom {days, plural, =1 {en dag} other {# dagar}}',
    text: 'Behörigheter i ett företag som du är behörighetsadministratör för upphör om {days, plural, =1 {en dag} other {# dagar}}, om ingen bekräftar dem. Se vilka som får agera för företaget, ta bort dem som inte ska vara kvar och bekräfta resten.',
  },
  'company-renamed': {
    subject: 'Ett företag har fått nytt namn',
    text: 'En behörighetsadministratör har ändrat namnet på ett företag som du också är behörighetsadministratör för. Logga in och kontrollera att det stämmer.',
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
  'login-link': {
    subject: 'Välj användarnamn och lösenord i Kvittens',
    text: 'Du har fått en inloggning till Kvittens utan e-legitimation. Öppna länken nedan och välj användarnamn, lösenord och kodapp. Den går att använda en gång, inom {hours, number} timmar. Ge den inte till någon annan.\n\nHade du redan användarnamn och lösenord gäller de tills du har valt nya.',
  },
  'login-changed': {
    subject: 'Din inloggning till Kvittens har ändrats',
    text: '{change, select, chosen {Användarnamn, lösenord och kodapp har valts med länken som mejlades till dig. Alla tidigare inloggningar är avslutade.} password {Ditt lösenord har bytts. Inloggningar i andra webbläsare är avslutade.} codeapp {Din kodapp har bytts. Inloggningar i andra webbläsare är avslutade.} passkeyadded {En passkey har lagts till.} passkeyremoved {En passkey har tagits bort.} dropped {Inloggning med användarnamn, lösenord och passkey är borttagen. Du loggar in med e-legitimation.} other {Ditt användarnamn är upplåst igen.}}\n\nVar det inte du? Logga in med e-legitimation, byt lösenord och säg till företagets behörighetsadministratör.',
  },
  'login-ended': {
    subject: '{count, plural, one {En inloggning} other {# inloggningar}} i Kvittens har avslutats',
    text: '{count, plural, one {En av dina inloggningar} other {# av dina inloggningar}} i Kvittens har avslutats från en annan webbläsare där du är inloggad.\n\nVar det inte du? Logga in, se efter vilka inloggningar som finns på sidan Ditt konto och avsluta dem som du inte känner igen.',
  },
  'login-new-device': {
    subject: 'Ny inloggning i Kvittens',
    text: 'Någon har loggat in med ditt användarnamn i en webbläsare där det inte har använts förut.\n\nVar det inte du? Logga in med e-legitimation, avsluta den inloggningen och byt lösenord.',
  },
  'login-failures': {
    subject: 'Misslyckade inloggningar med ditt användarnamn',
    text: 'Någon har försökt logga in med ditt användarnamn minst {failures, number} gånger i rad utan att lyckas. Den som försöker får vänta allt längre. Du kan logga in som vanligt i webbläsare där du har loggat in förut, och med e-legitimation överallt.',
  },
  'login-locked': {
    subject: 'Ditt användarnamn är låst för nya webbläsare',
    text: 'Någon har försökt logga in med ditt användarnamn {failures, number} gånger i rad utan att lyckas. I webbläsare där du inte har loggat in förut går det nu inte att använda. Lås upp det genom att logga in med e-legitimation, eller be företagets behörighetsadministratör.',
  },
  'administrator-invited': {
    subject: 'Du är inbjuden som behörighetsadministratör',
    text: 'Ett företag har anslutits till Kvittens och du ska bli dess behörighetsadministratör. Öppna länken och logga in med din egen e-legitimation. Länken gäller i {days, plural, one {# dag} other {# dagar}} och bara en gång.',
  },
  'administrators-added': {
    subject: 'Företaget har fått en ny behörighetsadministratör',
    text: 'Företaget har fått en eller flera nya behörighetsadministratörer i Kvittens efter en ansökan med referens {reference}, som de som får teckna firman har skrivit under. De som fanns förut är kvar. Är det fel? Kontakta oss direkt.',
  },
  'administrators-replaced': {
    subject: 'Företagets behörighetsadministratörer är bytta',
    text: 'Företagets behörighetsadministratörer i Kvittens är bytta efter en ansökan med referens {reference}, som de som får teckna firman har skrivit under. De som var det tidigare är det inte längre. Är det fel? Kontakta oss direkt.',
  },
}

const en: Words = {
  'mail-code': {
    subject: 'Your code: {code}',
    text: 'Enter the code {code} in Kvittens to confirm your mail address. It is valid for {minutes, number} minutes.\n\nDid you not ask for a code? Then somebody mistyped an address, and you need not do anything.',
  },
  'account-erased': {
    subject: 'Your account in Kvittens is erased',
    text: 'Your account in Kvittens is erased, and you act for no company there any more. No more mails are sent here.\n\nWas it not you? Contact whoever runs the portal, and the company’s authorisation administrator.',
  },
  'mail-changed': {
    subject: 'Your mail address in Kvittens has been changed',
    text: 'The owner of the account has changed their mail address in Kvittens. No more mails about the account are sent here.\n\nWas it not you? Log in, end the logins that you do not recognise and change the address back. Then contact whoever runs the portal.',
  },
  invited: {
    subject: 'You are invited to Kvittens',
    text: 'A company wants you to be able to act for it in Kvittens, the portal for files to Försäkringskassan. Open the link and log in with e-identification. You see which company it is and what you may do before you accept.\n\nThe link is personal, works once and is valid for {days, number} days. Do you not expect an invitation? Then you need not do anything.',
  },
  'member-joined': {
    subject: 'An invitation has been accepted',
    text: 'Somebody who was invited has accepted and can now act for a company of which you are an authorisation administrator. Log in and see who it is. If it is wrong, remove that person.',
  },
  'role-changed': {
    subject: 'Your role has changed',
    text: 'An authorisation administrator has changed what you may do for a company in Kvittens. Log in and see what holds now.',
  },
  'access-ended': {
    subject: 'You can no longer act for a company',
    text: 'An authorisation administrator has ended your access for a company in Kvittens. Log in and see which companies you still have. Questions? Ask the company.',
  },
  'access-lapsed': {
    subject: 'Your access for a company has ended',
    text: `Your access for a company in Kvittens has ended: nobody confirmed it for ${amount(LIMITS.confirmMonths, 'month', 'en')}, it was not used for ${amount(LIMITS.idleDays, 'day', 'en')}, or its last day has passed. Do you need it? Ask the company’s authorisation administrator for a new invitation.`,
  },
  'member-left': {
    subject: 'Somebody has left your company',
    text: 'A person has left a company that you are authorisation administrator for in Kvittens, by their own will. The page says who remains.',
  },
  'company-ended': {
    subject: 'A company’s connection has ended',
    text: 'An authorisation administrator has ended the connection to Kvittens of a company that you were authorisation administrator for. Nobody can act for it any more. Files that were handed in already are sent as usual. The company can join again.',
  },
  'rights-due': {
    subject: 'Confirm the rights within {days, plural, =1 {a day} other {# days}}',
    text: 'Rights in a company that you are authorisation administrator for end in {days, plural, =1 {a day} other {# days}} unless somebody confirms them. See who may act for the company, remove those who should not, and confirm the rest.',
  },
  'company-renamed': {
    subject: 'A company has a new name',
    text: 'An authorisation administrator has changed the name of a company of which you are an administrator too. Log in and check that it is right.',
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
  'login-link': {
    subject: 'Choose user name and password in Kvittens',
    text: 'You have been given a login to Kvittens without e-identification. Open the link below and choose user name, password and authenticator app. It works once, within {hours, number} hours. Give it to nobody else.\n\nIf you have user name and password already, they work until you have chosen new ones.',
  },
  'login-changed': {
    subject: 'Your login to Kvittens has been changed',
    text: '{change, select, chosen {User name, password and authenticator app were chosen with the link that was mailed to you. All earlier logins have ended.} password {Your password has been changed. Logins in other browsers have ended.} codeapp {Your authenticator app has been changed. Logins in other browsers have ended.} passkeyadded {A passkey has been added.} passkeyremoved {A passkey has been removed.} dropped {Login with user name, password and passkey is removed. You log in with e-identification.} other {Your user name is unlocked again.}}\n\nWas it not you? Log in with e-identification, change the password and tell your company’s authorisation administrator.',
  },
  'login-ended': {
    subject: '{count, plural, one {A login} other {# logins}} in Kvittens ended',
    text: '{count, plural, one {One of your logins} other {# of your logins}} in Kvittens was ended from another browser in which you are logged in.\n\nWas it not you? Log in, see which logins there are on the page Your account and end those that you do not recognise.',
  },
  'login-new-device': {
    subject: 'New login in Kvittens',
    text: 'Somebody has logged in with your user name in a browser where it had not been used before.\n\nWas it not you? Log in with e-identification, end that login and change the password.',
  },
  'login-failures': {
    subject: 'Failed logins with your user name',
    text: 'Somebody has tried to log in with your user name at least {failures, number} times in a row without success. They have to wait longer and longer. You can log in as usual in browsers where you have logged in before, and with e-identification everywhere.',
  },
  'login-locked': {
    subject: 'Your user name is locked for new browsers',
    text: 'Somebody has tried to log in with your user name {failures, number} times in a row without success. It no longer works in browsers where you have not logged in before. Unlock it by logging in with e-identification, or ask your company’s authorisation administrator.',
  },
  'administrator-invited': {
    subject: 'You are invited as authorisation administrator',
    text: 'A company has joined Kvittens and you are to be its authorisation administrator. Open the link and log in with your own e-identification. The link holds for {days, plural, one {# day} other {# days}} and only once.',
  },
  'administrators-added': {
    subject: 'The company has a new authorisation administrator',
    text: 'The company has one or more new authorisation administrators in Kvittens after an application with the reference {reference}, which those who may sign for the company have signed. Those who were there before remain. Is it wrong? Contact us at once.',
  },
  'administrators-replaced': {
    subject: 'The company’s authorisation administrators have been replaced',
    text: 'The company’s authorisation administrators in Kvittens have been replaced after an application with reference {reference}, signed by those who may sign for the company. Those there were are no longer. Is that wrong? Contact us at once.',
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

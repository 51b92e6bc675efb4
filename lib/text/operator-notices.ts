// The operator's mails: what has stopped working, since when, and what to do. No names of people, no organisation numbers.
import { createTranslator } from 'use-intl/core'
import { LIMITS } from '#lib/limits.ts'
import { formatSize } from './format-size.ts'
import { clock, longDate } from './format-time.ts'
import type { LineFault } from './line.ts'
import type { Locale } from './locale.ts'
import { type Letter, NO_REPLY } from './notices.ts'
import { amount } from './spelling.ts'

/** Whose certificate ends; `receiverList` and `receiverAuthority`: what the receiver's own certificate is checked with. */
export const CERTIFICATE_HOLDERS = [
  'own',
  'employers',
  'receiverAuthority',
  'receiverList',
  'gateway',
  'gatewayAuthority',
] as const
export type CertificateHolder = (typeof CERTIFICATE_HOLDERS)[number]

/** What fills the sentences, beside {since} and {until}. */
export type OperatorParams = {
  line: { fault: LineFault }
  queue: { count: number }
  'store-away': Record<string, never>
  'store-distrusted': { process: string; instance: string }
  'broker-keys': Record<string, never>
  'keys-away': Record<string, never>
  /** `month`: whose key, as 2026-12. */
  'key-missing': { month: string }
  /** Bytes that are free. */
  disk: { free: number }
  restored: Record<string, never>
  held: Record<string, never>
  'relay-silent': { instance: string }
  'relay-was-silent': Record<string, never>
  mail: Record<string, never>
  refused: { count: number }
  dispute: { count: number }
  contradicted: { count: number }
  /** `ended`: yes | no; `ends`: a day as 2027-01-20; `count`: how many end that day. */
  certificate: { holder: CertificateHolder; ended: string; days: number; ends: string; count: number }
}
export type OperatorKind = keyof OperatorParams

/** `lasts` is a reminder. `once`: of something that has no end. */
export type NoticeStage = 'begins' | 'lasts' | 'over' | 'once'

/** `what` is the subject too; `todo` says what it means and what to do. `over`: the subject when it has ended. */
type OperatorWords = { what: string; todo: string; over?: string }

const sv = {
  line: {
    what: 'Inga filer kommer fram till Försäkringskassan sedan {since}',
    todo: '{fault}\n\nFiler tas emot som vanligt. De väntar hos oss och skickas av sig själva när det går. Sidan Driftinformation säger samma sak till alla.',
    over: 'Filer kommer fram till Försäkringskassan igen',
  },
  queue: {
    what: 'Filer ligger kvar i kön sedan {since}, fast Försäkringskassan tar emot',
    todo: `{count, plural, one {En fil} other {# filer}} borde ha skickats och har inte påbörjats. Se efter att relay kör, att den inte är överlastad och vad dess logg säger. Fler relay kan köras bredvid varandra. Ett företag aviseras om sin fil när den inte har kommit fram på ${amount(LIMITS.lateHours, 'hour', 'sv')}.`,
    over: 'Kön är i fas igen',
  },
  'store-away': {
    what: 'Mappen med filerna är borta eller går inte att läsa sedan {since}',
    todo: 'PAYLOAD_DIR är inte den mapp som filerna lades i: volymen är inte monterad, eller monterad tom. Eller så har disken fel: relays logg säger vad. Inget tas emot och inget skickas, men inget är förlorat. Montera volymen. Lägg aldrig dit märket .kvittens-store för hand, om du inte vet att rätt filer ligger i mappen.',
    over: 'Mappen med filerna är tillbaka',
  },
  'store-distrusted': {
    what: 'Disken med filerna har svarat med fel: {process} {instance} tar inte emot filer sedan {since}',
    todo: 'En skrivning misslyckades (EIO). Efter det går det inte att lita på nästa, så inga nya filer tas emot där. Undersök disken, och starta sedan om processen, efter syncer om portalen har en.',
    over: 'Filer tas emot av {process} {instance} igen',
  },
  'broker-keys': {
    what: 'Ingen kan logga in med e-legitimation sedan {since}',
    todo: 'Filen med inloggningstjänstens publika nycklar (OIDC_JWKS_FILE) går inte att läsa, eller så skriver tjänsten under med en nyckel som inte står där. Keepers logg säger vilket. Hämta nycklarna på nytt med npm run -s admin -- broker keys. Användarnamn och lösenord fungerar som vanligt.',
    over: 'Det går att logga in med e-legitimation igen',
  },
  'keys-away': {
    what: 'Mappen med filernas nycklar är borta sedan {since}',
    todo: 'PAYLOAD_KEYS är inte den mapp som nycklarna lades i: volymen är inte monterad, eller monterad tom. Filer tas emot och väntar, men inget skickas förrän mappen är tillbaka. Montera volymen. Lägg aldrig dit märket .kvittens-payload-keys för hand. docs/payload-keys.md säger vad som gäller om nycklarna är borta för gott.',
    over: 'Mappen med filernas nycklar är tillbaka',
  },
  'key-missing': {
    what: 'Nyckeln till filerna från {month} saknas sedan {since}',
    todo: 'I PAYLOAD_KEYS finns ingen fil som passar till månadens publicerade nyckel. Filer från den månaden ligger kvar och väntar. Lägg tillbaka {month}.key från den volym där den låg. Har du inte rört den kan någon ha ändrat raden i databasen: se granskningsloggen. docs/payload-keys.md säger vad som gäller om nyckeln är borta för gott.',
    over: 'Nyckeln till filerna från {month} är på plats igen',
  },
  disk: {
    what: 'Disken med filerna är snart full sedan {since}',
    todo: 'Det finns {free} kvar. Blir det mindre tar portalen inte emot fler filer, för att inte skriva sönder dem som ligger där. Gör plats eller väx volymen.',
    over: 'Disken med filerna har plats igen',
  },
  restored: {
    what: 'Databasen är återställd från en säkerhetskopia: inget skickas sedan {since}',
    todo: 'Filerna är nyare än databasen, så den kan ha glömt vad som är skickat. Kör npm run admin -- reconcile med en lista från Försäkringskassan, och sedan release. README, avsnittet Restoring a backup, säger hur.',
    over: 'Sändningen är på igen efter återställningen',
  },
  held: {
    what: 'Sändningen är stoppad för hand sedan {since}',
    todo: 'Filer tas emot och väntar. Kör npm run admin -- release när de får skickas.',
    over: 'Sändningen är på igen',
  },
  'relay-silent': {
    what: 'Relay {instance} är tyst sedan {since}',
    todo: 'De andra relay skickar vidare. Se efter varför den här har stannat: dess logg, minne, och om den når databasen.',
    over: 'Relay {instance} är igång igen',
  },
  'relay-was-silent': {
    what: 'Ingen relay körde från {since} till {until}',
    todo: 'Under tiden skickades inga filer och inga mejl, inte heller till dig. Det som väntade skickas nu. Låt en övervakning utanför portalen fråga /api/health, som säger relay så länge det pågår.',
  },
  mail: {
    what: 'Mejlen går inte fram sedan {since}',
    todo: '',
    over: 'Mejlen går fram igen: inga kom iväg från {since} till {until}',
  },
  refused: {
    what: 'Mottagarnas servrar avvisar mejlen till {count, plural, one {en adress} other {# adresser}}',
    todo: 'Avisering till företagen avvisas för gott. Det syns för vart och ett på deras sida Aviseringar. Är det många på en gång kan det vara avsändaren som inte godtas: se efter MAIL_FROM, SPF, DKIM och om vår adress står på en spärrlista.',
  },
  dispute: {
    what: 'Försäkringskassan har svarat flera filer med samma kvittensID',
    todo: '{count, plural, one {En inlämning är} other {# inlämningar är}} omtvistade. Ingen av dem räknas som framme förrän någon har frågat Försäkringskassan vems den är. npm run admin -- status säger läget, settle skriver in svaret. Företagen är aviserade.',
    over: 'Inga kvittensID är omtvistade längre',
  },
  contradicted: {
    what: 'En kvittens säger emot ett besked som en person har skrivit in',
    todo: '{count, plural, one {En inlämning har} other {# inlämningar har}} fått en kvittens från Försäkringskassan, fast någon hade skrivit in att filen inte hade kommit fram, eller tvärtom. Kvittensen är sparad. Fråga Försäkringskassan vad de har. Företagen är aviserade.',
  },
  certificate: {
    what: '{ended, select, yes {Har slutat gälla} other {Slutar gälla {days, plural, =0 {i dag} =1 {i morgon} other {om # dagar}}}}: {holder, select, own {vårt certifikat hos Försäkringskassan} employers {{count, plural, one {ett företags eget certifikat} other {# företags egna certifikat}}} receiverAuthority {utfärdarcertifikatet som vi känner igen Försäkringskassan på} receiverList {spärrlistan som vi prövar Försäkringskassans certifikat mot} gateway {gatewayens servercertifikat} other {ett utfärdarcertifikat i GATEWAY_CA}}',
    todo: '{holder, select, own {Sista dag: {ends}. Efter det kommer inga filer fram. Beställ ett nytt i god tid, lägg det där mottagarfilen pekar (tls.certificate, tls.key) och skicka SIGHUP till relay.} employers {Sista dag: {ends}. Efter det kommer inga filer fram för dem vars certifikat det är. Filerna ligger i mappen tls.employerCertificates i mottagarfilen, och openssl säger när var och en slutar gälla. Be företagen om nya, lägg dem där och skicka SIGHUP till relay.} receiverAuthority {Sista dag: {ends}. Efter det litar vi inte på Försäkringskassans certifikat, och inget skickas. Hämta det nya från utfärdaren, lägg det i tls.ca i mottagarfilen och skicka SIGHUP till relay.} receiverList {Den gäller till och med {ends}. Efter det litar vi inte på Försäkringskassans certifikat, och inget skickas. Hämta en ny lista, lägg den i tls.crl i mottagarfilen och skicka SIGHUP till relay. Låt ett program göra det i fortsättningen.} gateway {Sista dag: {ends}. Efter det kan inga lönesystem lämna filer. Lägg det nya där GATEWAY_CERT pekar och skicka SIGHUP till gateway.} other {Sista dag: {ends}. Efter det släpps inga av den utfärdarens certifikat in, och de företagen kan inte lämna filer automatiskt. Lägg utfärdarens nya certifikat i GATEWAY_CA och skicka SIGHUP till gateway.}}',
  },
} satisfies Record<OperatorKind, OperatorWords>

const en = {
  line: {
    what: 'No files have reached Försäkringskassan since {since}',
    todo: '{fault}\n\nFiles are taken as usual. They wait here and are sent by themselves when it is possible. The page Service status says the same to everybody.',
    over: 'Files reach Försäkringskassan again',
  },
  queue: {
    what: 'Files have been waiting in the queue since {since}, although Försäkringskassan takes files',
    todo: `{count, plural, one {One file} other {# files}} should have been sent and {count, plural, one {has} other {have}} not been begun. See that relay runs, that it is not overloaded and what its log says. Several relays may run side by side. A company is told of its file when it has not arrived within ${amount(LIMITS.lateHours, 'hour', 'en')}.`,
    over: 'The queue has caught up',
  },
  'store-away': {
    what: 'The folder of the files has been away, or cannot be read, since {since}',
    todo: 'PAYLOAD_DIR is not the folder that the files were put in: the volume is not mounted, or is mounted empty. Or the disk has a fault: relay’s log says what. Nothing is taken in and nothing is sent, but nothing is lost. Mount the volume. Never put the mark .kvittens-store there by hand unless you know that the right files are in the folder.',
    over: 'The folder of the files is back',
  },
  'store-distrusted': {
    what: 'The disk of the files has answered with a fault: {process} {instance} has not taken files since {since}',
    todo: 'A write failed (EIO). After that the next one cannot be trusted, so no new files are taken there. Examine the disk, then restart the process, after the syncer where the portal has one.',
    over: 'Files are taken by {process} {instance} again',
  },
  'broker-keys': {
    what: 'Nobody has been able to log in with e-legitimation since {since}',
    todo: 'The file with the login broker’s public keys (OIDC_JWKS_FILE) cannot be read, or the broker signs with a key that is not in it. Keeper’s log says which. Fetch the keys anew with npm run -s admin -- broker keys. User names and passwords work as usual.',
    over: 'People can log in with e-legitimation again',
  },
  'keys-away': {
    what: 'The folder of the files’ keys has been away since {since}',
    todo: 'PAYLOAD_KEYS is not the folder that the keys were put in: the volume is not mounted, or is mounted empty. Files are taken and wait, but nothing is sent until the folder is back. Mount the volume. Never put the mark .kvittens-payload-keys there by hand. docs/payload-keys.md says what to do when the keys are gone for good.',
    over: 'The folder of the files’ keys is back',
  },
  'key-missing': {
    what: 'The key of the files from {month} has been missing since {since}',
    todo: 'PAYLOAD_KEYS has no file that fits the key that is published for the month. Files from that month stay and wait. Put {month}.key back from the volume where it was. If you have not touched it, somebody may have changed the row in the database: see the audit trail. docs/payload-keys.md says what to do when the key is gone for good.',
    over: 'The key of the files from {month} is in its place again',
  },
  disk: {
    what: 'The disk of the files has been nearly full since {since}',
    todo: '{free} is left. When it is less the portal takes no more files, so as not to damage those that are there. Make room or grow the volume.',
    over: 'The disk of the files has room again',
  },
  restored: {
    what: 'The database was put back from a backup: nothing has been sent since {since}',
    todo: 'The files are newer than the database, so it may have forgotten what has been sent. Run npm run admin -- reconcile with a list from Försäkringskassan, then release. README, the section Restoring a backup, says how.',
    over: 'Sending is on again after the restore',
  },
  held: {
    what: 'Sending has been stopped by hand since {since}',
    todo: 'Files are taken and wait. Run npm run admin -- release when they may be sent.',
    over: 'Sending is on again',
  },
  'relay-silent': {
    what: 'Relay {instance} has been silent since {since}',
    todo: 'The other relays go on sending. See why this one has stopped: its log, its memory, and whether it reaches the database.',
    over: 'Relay {instance} runs again',
  },
  'relay-was-silent': {
    what: 'No relay ran from {since} to {until}',
    todo: 'Meanwhile no files were sent and no mails, not to you either. What waited is sent now. Let a monitor outside the portal ask /api/health, which names relay for as long as it lasts.',
  },
  mail: {
    what: 'Mails have not got through since {since}',
    todo: '',
    over: 'Mails get through again: none left from {since} to {until}',
  },
  refused: {
    what: 'The recipients’ servers refuse mails to {count, plural, one {one address} other {# addresses}}',
    todo: 'Notices to companies are refused for good. Each company sees its own on its page Notices. If there are many at once the sender may be what is not accepted: look at MAIL_FROM, SPF, DKIM and whether our address stands on a block list.',
  },
  dispute: {
    what: 'Försäkringskassan has answered several files with the same kvittensID',
    todo: '{count, plural, one {One submission is} other {# submissions are}} in dispute. None of them counts as arrived until somebody has asked Försäkringskassan whose it is. npm run admin -- status says how things stand, settle enters the answer. The companies have been told.',
    over: 'No kvittensID is in dispute any more',
  },
  contradicted: {
    what: 'A receipt contradicts what a person has entered',
    todo: '{count, plural, one {One submission has} other {# submissions have}} got a receipt from Försäkringskassan although somebody had entered that the file had not arrived, or the other way round. The receipt is kept. Ask Försäkringskassan what they have. The companies have been told.',
  },
  certificate: {
    what: '{ended, select, yes {Has ended} other {Ends {days, plural, =0 {today} =1 {tomorrow} other {in # days}}}}: {holder, select, own {our certificate at Försäkringskassan} employers {{count, plural, one {a company’s own certificate} other {the own certificates of # companies}}} receiverAuthority {the issuer’s certificate by which we know Försäkringskassan} receiverList {the revocation list against which we check Försäkringskassan’s certificate} gateway {gateway’s server certificate} other {an issuer’s certificate in GATEWAY_CA}}',
    todo: '{holder, select, own {Last day: {ends}. After that no files arrive. Order a new one in good time, put it where the receiver’s file points (tls.certificate, tls.key) and send SIGHUP to relay.} employers {Last day: {ends}. After that no files arrive for those whose certificate it is. The files are in the folder tls.employerCertificates of the receiver’s file, and openssl says when each ends. Ask the companies for new ones, put them there and send SIGHUP to relay.} receiverAuthority {Last day: {ends}. After that we do not trust Försäkringskassan’s certificate, and nothing is sent. Fetch the new one from the issuer, put it in tls.ca of the receiver’s file and send SIGHUP to relay.} receiverList {It holds up to and including {ends}. After that we do not trust Försäkringskassan’s certificate, and nothing is sent. Fetch a new list, put it in tls.crl of the receiver’s file and send SIGHUP to relay. Let a program do so from now on.} gateway {Last day: {ends}. After that no payroll system can hand in files. Put the new one where GATEWAY_CERT points and send SIGHUP to gateway.} other {Last day: {ends}. After that none of that issuer’s certificates is let in, and those companies cannot hand in files by machine. Put the issuer’s new certificate in GATEWAY_CA and send SIGHUP to gateway.}}',
  },
} satisfies Record<OperatorKind, OperatorWords>

const fault = {
  sv: {
    silent:
      'Försäkringskassan svarar inte. Pröva om nätet härifrån fungerar, och se annars Försäkringskassans egen driftinformation.',
    busy: 'Försäkringskassan svarar att de inte tar emot just nu. Se deras egen driftinformation.',
    unreadable:
      'Försäkringskassan svarar på ett sätt som vi inte kan läsa. Relays logg har svarets kod. Fråga deras kontaktperson om något har ändrats.',
    receiverCertificate:
      'Certifikatet i andra änden går inte att lita på, så inget skickas dit. Fråga Försäkringskassan om de har bytt innan du ändrar tls.ca i mottagarfilen: det kan vara någon annan som svarar.',
    ownCertificate:
      'Vårt eget klientcertifikat gäller inte. Lägg det nya där mottagarfilen pekar (tls.certificate, tls.key) och skicka SIGHUP till relay.',
    refusesUs:
      'Försäkringskassan släpper inte in oss. Fråga deras kontaktperson om vårt certifikat är anmält och inte är spärrat.',
    notFound:
      'Adressen svarar inte som den ska. Jämför baseAddress och submit.path i mottagarfilen med vad Försäkringskassan har meddelat.',
    ours: 'Felet ligger hos oss: relay når inte det som den behöver för att skicka. Dess logg säger vad.',
  },
  en: {
    silent:
      'Försäkringskassan does not answer. Try whether the network works from here; else see Försäkringskassan’s own service status.',
    busy: 'Försäkringskassan answers that they take no files just now. See their own service status.',
    unreadable:
      'Försäkringskassan answers in a way that we cannot read. Relay’s log has the code of the answer. Ask their contact whether something has changed.',
    receiverCertificate:
      'The certificate at the other end cannot be trusted, so nothing is sent there. Ask Försäkringskassan whether they have changed it before you change tls.ca in the receiver’s file: it may be somebody else who answers.',
    ownCertificate:
      'Our own client certificate does not hold. Put the new one where the receiver’s file points (tls.certificate, tls.key) and send SIGHUP to relay.',
    refusesUs: 'Försäkringskassan does not let us in. Ask their contact whether our certificate is registered and not revoked.',
    notFound:
      'The address does not answer as it should. Compare baseAddress and submit.path in the receiver’s file with what Försäkringskassan has told you.',
    ours: 'The fault is at our end: relay does not reach what it needs for sending. Its log says what.',
  },
} satisfies Record<Locale, Record<LineFault, string>>

const frame = {
  sv: { lasts: 'Fortfarande: {what}', whole: 'Det pågick från {since} till {until}.', time: 'kl. {clock} den {day}' },
  en: { lasts: 'Still: {what}', whole: 'It lasted from {since} to {until}.', time: '{clock} on {day}' },
}

export const operatorTexts = { sv: { ...sv, fault: fault.sv, frame: frame.sv }, en: { ...en, fault: fault.en, frame: frame.en } }

export const OPERATOR_KINDS = Object.keys(sv) as OperatorKind[]

/** The kinds that end, and are told of when they have. */
export const hasEnd = (kind: OperatorKind): boolean => 'over' in sv[kind]

type OperatorNotice = {
  kind: OperatorKind
  stage: NoticeStage
  since: Date
  until: Date
  params: Record<string, string | number>
}

/** One of the operator's mails. `params` are OperatorParams of the kind; `until` is when it was written. */
export function writeOperatorNotice(
  notice: OperatorNotice,
  { locale, publicUrl }: { locale: Locale; publicUrl: string },
): Letter {
  const { kind, stage, params } = notice
  const words: OperatorWords = operatorTexts[locale][kind]
  const time = (at: Date) => fill(locale, frame[locale].time, { clock: clock(at, locale), day: longDate(at, locale) })
  const values = {
    ...params,
    since: time(notice.since),
    until: time(notice.until),
    ...(typeof params.free === 'number' && { free: formatSize(params.free, locale) }),
    ...(typeof params.fault === 'string' && { fault: faultIn(locale, params.fault) }),
  }
  const say = (sentence: string) => fill(locale, sentence, values)
  const what = say(words.what)
  const end = `${new URL('/driftinformation', publicUrl).href}\n\n${NO_REPLY[locale]}\n`
  if (stage === 'over') return { subject: say(words.over ?? words.what), text: `${say(frame[locale].whole)}\n\n${end}` }
  const subject = stage === 'lasts' ? fill(locale, frame[locale].lasts, { what }) : what
  return { subject, text: `${what}.\n\n${say(words.todo)}\n\n${end}` }
}

export function isOperatorKind(word: string): word is OperatorKind {
  return Object.hasOwn(sv, word)
}

function faultIn(locale: Locale, word: string): string {
  const words: Record<string, string> = fault[locale]
  return words[word] ?? word
}

function fill(locale: Locale, sentence: string, values: Record<string, string | number>): string {
  const say: (key: 'sentence', values: Record<string, string | number>) => string = createTranslator({
    locale,
    messages: { sentence },
  })
  return say('sentence', values)
}

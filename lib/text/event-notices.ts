// Mails about what happened to files: one event, or a digest of many. Reference, what, what to do, and where to look; never a
// file name, nothing out of a file.
import { createTranslator } from 'use-intl/core'
import { LIMITS } from '#lib/limits.ts'
import { dayDistance } from './day-distance.ts'
import { weekdayDate } from './format-time.ts'
import type { Locale } from './locale.ts'
import { type Letter, NO_REPLY } from './notices.ts'

type NewsWords = { subject: string; heading: string; what: string; act: string }

const sv = {
  refused: {
    subject: 'Försäkringskassan avvisade filen {reference}',
    heading: '{count, plural, one {En fil} other {# filer}} avvisades av Försäkringskassan',
    what: 'Försäkringskassan avvisade filen. De har inte tagit emot den.',
    act: '{count, plural, one {Läs varför på inlämningens sida, rätta filen och lämna in den på nytt.} other {Läs varför på deras sidor, rätta filerna och lämna in dem på nytt.}}',
  },
  disapproved: {
    subject: 'Försäkringskassan har underkänt filen {reference}',
    heading: '{count, plural, one {En fil} other {# filer}} underkändes av Försäkringskassan',
    what: 'Försäkringskassan har läst filen och underkänt den.',
    act: '{count, plural, one {Läs deras skäl på inlämningens sida, rätta filen och lämna in den på nytt.} other {Läs skälen på inlämningarnas sidor, rätta filerna och lämna in dem på nytt.}}',
  },
  deadline: {
    subject: 'Filen {reference} ska snart vara hos Försäkringskassan och är inte framme',
    heading: '{count, plural, one {En fil} other {# filer}} är inte framme, och har fall som snart ska vara inne',
    what: 'Filen har fall som ska vara hos Försäkringskassan inom kort, eller redan skulle ha varit det. De har inte tagit emot filen än.',
    act: '{count, plural, one {Se på inlämningens sida vad som gäller och vad du kan göra.} other {Se på deras sidor vad som gäller och vad du kan göra.}}',
  },
  heldUnknown: {
    subject: 'Vi vet inte om filen {reference} kom fram, och den väntar på dig',
    heading: 'Vi vet inte om {count, plural, one {en fil} other {# filer}} kom fram',
    what: 'Vi vet inte om Försäkringskassan tog emot filen, och vi skickar den inte igen av oss själva.',
    act: '{count, plural, one {Skicka den inte på nytt. På inlämningens sida står hur du tar reda på det och var du skriver in svaret.} other {Skicka dem inte på nytt. På deras sidor står hur du tar reda på det och var du skriver in svaret.}}',
  },
  unknown: {
    subject: 'Vi vet inte än om filen {reference} kom fram',
    heading: 'Vi vet inte än om {count, plural, one {en fil} other {# filer}} kom fram',
    what: 'Vi vet inte än om Försäkringskassan tog emot filen.',
    act: '{count, plural, one {Skicka den inte på nytt. På inlämningens sida ser du hur det går och om du behöver göra något.} other {Skicka dem inte på nytt. På deras sidor ser du hur det går och om du behöver göra något.}}',
  },
  disputed: {
    subject: 'Försäkringskassans svar om filen {reference} är oklart',
    heading: 'Försäkringskassans svar om {count, plural, one {en fil} other {# filer}} är oklart',
    what: 'Försäkringskassan har svarat med ett kvittensID som också gäller en annan fil.',
    act: '{count, plural, one {Skicka den inte på nytt. På inlämningens sida står vad du ska fråga Försäkringskassan och var du skriver in svaret.} other {Skicka dem inte på nytt. På deras sidor står vad du ska fråga Försäkringskassan och var du skriver in svaret.}}',
  },
  contradicted: {
    subject: 'Beskeden om filen {reference} säger emot varandra',
    heading: 'Beskeden om {count, plural, one {en fil} other {# filer}} säger emot varandra',
    what: 'Ett mottagningsbevis har kommit som säger något annat än beskedet som har skrivits in.',
    act: '{count, plural, one {Läs på inlämningens sida vad som gäller nu.} other {Läs på deras sidor vad som gäller nu.}}',
  },
  heldGaveUp: {
    subject: 'Filen {reference} har inte kommit fram och väntar på dig',
    heading: '{count, plural, one {En fil} other {# filer}} har inte kommit fram och väntar på dig',
    what: 'Filen har inte kommit fram till Försäkringskassan, och vi försöker inte längre av oss själva.',
    act: '{count, plural, one {Skicka den igen från inlämningens sida, eller återkalla den.} other {Skicka dem igen från deras sidor, eller återkalla dem.}}',
  },
  heldPayload: {
    subject: 'Filen {reference} går inte att skicka',
    heading: '{count, plural, one {En fil} other {# filer}} går inte att skicka',
    what: 'Filen har skadats hos oss och har inte skickats.',
    act: '{count, plural, one {Lämna in samma fil på nytt.} other {Lämna in samma filer på nytt.}}',
  },
  settledHasNot: {
    subject: 'Besked om filen {reference}: Försäkringskassan har den inte',
    heading:
      'Besked om {count, plural, one {en fil} other {# filer}}: Försäkringskassan har inte fått {count, plural, one {den} other {dem}}',
    what: 'Beskedet att Försäkringskassan inte har filen har skrivits in.',
    act: '{count, plural, one {Skicka den igen från inlämningens sida, eller lämna in den på nytt.} other {Skicka dem igen från deras sidor, eller lämna in dem på nytt.}}',
  },
  late: {
    subject: 'Filen {reference} är inte framme än',
    heading: '{count, plural, one {En fil} other {# filer}} är inte framme än',
    what: 'Försäkringskassan har inte tagit emot filen än. Vi försöker igen av oss själva.',
    act: '{count, plural, one {Du behöver inte göra något, och ska inte skicka den på nytt. På inlämningens sida ser du hur det går.} other {Du behöver inte göra något, och ska inte skicka dem på nytt. På deras sidor ser du hur det går.}}',
  },
  inbox: {
    subject: 'En ny fil från Försäkringskassan',
    heading: '{count, plural, one {En ny fil} other {# nya filer}} från Försäkringskassan',
    what: 'Det har kommit en fil från Försäkringskassan.',
    act: '{count, plural, one {Hämta den i inkorgen och kvittera den.} other {Hämta dem i inkorgen och kvittera dem.}}',
  },
  settledHas: {
    subject: 'Besked om filen {reference}: Försäkringskassan har den',
    heading:
      'Besked om {count, plural, one {en fil} other {# filer}}: Försäkringskassan har {count, plural, one {den} other {dem}}',
    what: 'Beskedet att Försäkringskassan har filen har skrivits in.',
    act: 'Du behöver inte göra något.',
  },
  delivered: {
    subject: 'Försäkringskassan har tagit emot filen {reference}',
    heading: '{count, plural, one {En fil} other {# filer}} togs emot av Försäkringskassan',
    what: 'Försäkringskassan har tagit emot filen. Mottagningsbeviset finns på inlämningens sida.',
    act: 'Du behöver inte göra något.',
  },
  over: {
    subject: 'Filen {reference} behöver inget mer av dig',
    heading: '{count, plural, one {En sak} other {# saker}} som hände har redan löst sig',
    what: 'Något hände med filen, och det har redan löst sig.',
    act: 'Du behöver inte göra något.',
  },
} satisfies Record<string, NewsWords>

/** What a mail tells of a file: what happened to it and, where that is over, how it stands now. */
export type EventNews = keyof typeof sv

const en: Record<EventNews, NewsWords> = {
  refused: {
    subject: 'Försäkringskassan refused the file {reference}',
    heading: '{count, plural, one {A file was} other {# files were}} refused by Försäkringskassan',
    what: 'Försäkringskassan refused the file. They have not taken it.',
    act: '{count, plural, one {Read why on the submission’s page, correct the file and hand it in again.} other {Read why on their pages, correct the files and hand them in again.}}',
  },
  disapproved: {
    subject: 'Försäkringskassan has rejected the file {reference}',
    heading: '{count, plural, one {A file was} other {# files were}} rejected by Försäkringskassan',
    what: 'Försäkringskassan has read the file and rejected it.',
    act: '{count, plural, one {Read their reasons on the submission’s page, correct the file and hand it in again.} other {Read the reasons on the submissions’ pages, correct the files and hand them in again.}}',
  },
  deadline: {
    subject: 'The file {reference} is soon due at Försäkringskassan and has not arrived',
    heading: '{count, plural, one {A file has} other {# files have}} not arrived, with cases that are soon due',
    what: 'The file has cases that are due at Försäkringskassan shortly, or were due already. They have not taken the file yet.',
    act: '{count, plural, one {See on the submission’s page how it stands and what you can do.} other {See on their pages how it stands and what you can do.}}',
  },
  heldUnknown: {
    subject: 'We do not know whether the file {reference} arrived, and it waits for you',
    heading: 'We do not know whether {count, plural, one {a file} other {# files}} arrived',
    what: 'We do not know whether Försäkringskassan received the file, and we do not send it again by ourselves.',
    act: '{count, plural, one {Do not send it again. The submission’s page says how you find out and where you enter the answer.} other {Do not send them again. Their pages say how you find out and where you enter the answer.}}',
  },
  unknown: {
    subject: 'We do not know yet whether the file {reference} arrived',
    heading: 'We do not know yet whether {count, plural, one {a file} other {# files}} arrived',
    what: 'We do not know yet whether Försäkringskassan received the file.',
    act: '{count, plural, one {Do not send it again. The submission’s page shows how it goes and whether you need to do anything.} other {Do not send them again. Their pages show how it goes and whether you need to do anything.}}',
  },
  disputed: {
    subject: 'Försäkringskassan’s answer about the file {reference} is unclear',
    heading: 'Försäkringskassan’s answer about {count, plural, one {a file} other {# files}} is unclear',
    what: 'Försäkringskassan has answered with a kvittensID that belongs to another file too.',
    act: '{count, plural, one {Do not send it again. The submission’s page says what to ask Försäkringskassan and where you enter the answer.} other {Do not send them again. Their pages say what to ask Försäkringskassan and where you enter the answer.}}',
  },
  contradicted: {
    subject: 'The answers about the file {reference} contradict each other',
    heading: 'The answers about {count, plural, one {a file} other {# files}} contradict each other',
    what: 'A receipt has come that says otherwise than the answer that was entered.',
    act: '{count, plural, one {Read on the submission’s page how it stands now.} other {Read on their pages how it stands now.}}',
  },
  heldGaveUp: {
    subject: 'The file {reference} has not arrived and waits for you',
    heading: '{count, plural, one {A file has not arrived and waits} other {# files have not arrived and wait}} for you',
    what: 'The file has not reached Försäkringskassan, and we no longer try by ourselves.',
    act: '{count, plural, one {Send it again from the submission’s page, or withdraw it.} other {Send them again from their pages, or withdraw them.}}',
  },
  heldPayload: {
    subject: 'The file {reference} cannot be sent',
    heading: '{count, plural, one {A file} other {# files}} cannot be sent',
    what: 'The file was damaged at our end and has not been sent.',
    act: '{count, plural, one {Hand the same file in again.} other {Hand the same files in again.}}',
  },
  settledHasNot: {
    subject: 'Answer about the file {reference}: Försäkringskassan does not have it',
    heading:
      'Answer about {count, plural, one {a file} other {# files}}: Försäkringskassan does not have {count, plural, one {it} other {them}}',
    what: 'The answer that Försäkringskassan does not have the file was entered.',
    act: '{count, plural, one {Send it again from the submission’s page, or hand it in again.} other {Send them again from their pages, or hand them in again.}}',
  },
  late: {
    subject: 'The file {reference} has not arrived yet',
    heading: '{count, plural, one {A file has} other {# files have}} not arrived yet',
    what: 'Försäkringskassan has not received the file yet. We try again by ourselves.',
    act: '{count, plural, one {You need do nothing, and should not send it again. The submission’s page shows how it goes.} other {You need do nothing, and should not send them again. Their pages show how it goes.}}',
  },
  inbox: {
    subject: 'A new file from Försäkringskassan',
    heading: '{count, plural, one {A new file} other {# new files}} from Försäkringskassan',
    what: 'A file has come from Försäkringskassan.',
    act: '{count, plural, one {Fetch it in the inbox and acknowledge it.} other {Fetch them in the inbox and acknowledge them.}}',
  },
  settledHas: {
    subject: 'Answer about the file {reference}: Försäkringskassan has it',
    heading:
      'Answer about {count, plural, one {a file} other {# files}}: Försäkringskassan has {count, plural, one {it} other {them}}',
    what: 'The answer that Försäkringskassan has the file was entered.',
    act: 'You need do nothing.',
  },
  delivered: {
    subject: 'Försäkringskassan has received the file {reference}',
    heading: '{count, plural, one {A file was} other {# files were}} received by Försäkringskassan',
    what: 'Försäkringskassan has received the file. Their receipt is on the submission’s page.',
    act: 'You need do nothing.',
  },
  over: {
    subject: 'The file {reference} needs nothing more from you',
    heading:
      '{count, plural, one {One thing} other {# things}} that happened {count, plural, one {has} other {have}} already solved {count, plural, one {itself} other {themselves}}',
    what: 'Something happened to the file, and it has already solved itself.',
    act: 'You need do nothing.',
  },
}

const NEWS: Record<Locale, Record<EventNews, NewsWords>> = { sv, en }
/** In the order of a digest: what is urgent first. */
export const EVENT_NEWS = Object.keys(sv) as EventNews[]

const FRAME = {
  sv: {
    urgent:
      '{urgent, plural, one {En fil behöver dig} other {# filer behöver dig}}{rest, plural, =0 {} one {, och en nyhet till} other {, och # nyheter till}}',
    calm: '{count, plural, one {En nyhet} other {# nyheter}} om filer till och från Försäkringskassan',
    about: 'Det gäller {employer}.',
    many: 'Det här har hänt sedan vi skrev sist.',
    more: '{more, plural, one {och en till} other {och # till}}, se {link}',
    change: 'Vem som får aviseringar, och om vad, ändras här: {link}',
  },
  en: {
    urgent:
      '{urgent, plural, one {A file needs you} other {# files need you}}{rest, plural, =0 {} one {, and one more piece of news} other {, and # more pieces of news}}',
    calm: '{count, plural, one {One piece of news} other {# pieces of news}} about files to and from Försäkringskassan',
    about: 'This is about {employer}.',
    many: 'This has happened since we last wrote.',
    more: '{more, plural, one {and one more} other {and # more}}, see {link}',
    change: 'Who gets notices, and of what, is changed here: {link}',
  },
}

/** Where the day is known by which a file has to be there. */
const DUE = {
  sv: {
    what: 'Filen har fall som ska vara hos Försäkringskassan senast {day}. De har inte tagit emot filen än.',
    by: 'Senast {day}:',
    past: 'Filen har fall som skulle ha varit hos Försäkringskassan {day}, {ago}. De har inte tagit emot filen än.',
    was: 'Sista dag var {day}, {ago}:',
  },
  en: {
    what: 'The file has cases that are due at Försäkringskassan by {day}. They have not taken the file yet.',
    by: 'By {day}:',
    past: 'The file has cases that were due at Försäkringskassan on {day}, {ago}. They have not taken the file yet.',
    was: 'The last day was {day}, {ago}:',
  },
}

/** Of which somebody has to do something. */
const URGENT: ReadonlySet<EventNews> = new Set([
  'refused',
  'disapproved',
  'deadline',
  'heldUnknown',
  'unknown',
  'disputed',
  'contradicted',
  'heldGaveUp',
  'heldPayload',
  'settledHasNot',
] as const)

/** `due`: the days (YYYY-MM-DD) of references that have one. Files from Försäkringskassan have no reference. */
type NewsGroup = { count: number; references: readonly string[]; due?: ReadonlyMap<string, string> }
/** What a mail tells: of each news how many files, and which. */
export type NewsGroups = ReadonlyMap<EventNews, NewsGroup>
type NewsMail = { employer: string; language: Locale; groups: NewsGroups; now: Date }

/** The mail about what `groups` holds. `publicUrl` is the portal's address. */
export function writeEventNotice({ employer, language, groups, now }: NewsMail, publicUrl: string): Letter {
  const at = (path: string) => new URL(path, publicUrl).href
  const found = EVENT_NEWS.flatMap((news) => {
    const group = groups.get(news)
    return group ? [{ news, ...group }] : []
  })
  const count = found.reduce((sum, group) => sum + group.count, 0)
  const [only] = found
  const words = FRAME[language]
  const end = [say(words.change, { link: at('/foretaget/aviseringar') }, language), NO_REPLY[language]]
  if (only && count === 1) {
    const { subject, heading, what, act } = NEWS[language][only.news]
    const [reference] = only.references
    const link = reference ? at(`/inlamningar/${reference}`) : at('/inkorg')
    const day = reference && only.due?.get(reference)
    const told = day ? dueWords(day, { soon: 'what', late: 'past' }, { language, now }) : what
    const lines = [told, say(act, { count }, language), link, say(words.about, { employer }, language), ...end]
    const title = reference ? say(subject, { reference }, language) : say(heading, { count }, language)
    return { subject: title, text: `${lines.join('\n\n')}\n` }
  }
  const urgent = found.reduce((sum, group) => sum + (URGENT.has(group.news) ? group.count : 0), 0)
  const subject = say(urgent > 0 ? words.urgent : words.calm, { urgent, count, rest: count - urgent }, language)
  let left: number = LIMITS.digestReferences
  const parts = found.map(({ news, count: all, references, due }) => {
    const { heading, act } = NEWS[language][news]
    const dayOf = (reference: string | undefined) => due?.get(reference ?? '') ?? ''
    const listed = references.toSorted((one, other) => dayOf(one).localeCompare(dayOf(other))).slice(0, left)
    left -= listed.length
    const lines = listed.flatMap((reference, n) => {
      const day = dayOf(reference)
      const line = `  ${reference}  ${at(`/inlamningar/${reference}`)}`
      if (day === '' || day === dayOf(listed[n - 1])) return [line]
      return [dueWords(day, { soon: 'by', late: 'was' }, { language, now }), line]
    })
    if (news === 'inbox') lines.push(`  ${at('/inkorg')}`)
    else if (all > listed.length)
      lines.push(`  ${say(words.more, { more: all - listed.length, link: at('/inlamningar') }, language)}`)
    return [`${say(heading, { count: all }, language)}.`, say(act, { count: all }, language), ...lines].join('\n')
  })
  const intro = [say(words.many, {}, language), say(words.about, { employer }, language)].join(' ')
  return { subject, text: `${[intro, ...parts, ...end].join('\n\n')}\n` }
}

function say(message: string, values: Record<string, string | number>, locale: Locale): string {
  const translate: (key: 'message', values: Record<string, string | number>) => string = createTranslator({
    locale,
    messages: { message },
  })
  return translate('message', values)
}

type DueKey = keyof typeof DUE.sv

/** A last day, as one to come or as one that has passed. */
function dueWords(
  day: string,
  keys: { soon: DueKey; late: DueKey },
  { language, now }: Pick<NewsMail, 'language' | 'now'>,
): string {
  const { days, text } = dayDistance(day, language, now)
  return say(DUE[language][days < 0 ? keys.late : keys.soon], { day: weekdayDate(day, language, now), ago: text }, language)
}

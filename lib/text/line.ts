import type { OpeningHours } from '#lib/opening-hours.ts'
import type { Locale } from './locale.ts'

/**
 * How it goes at the receiver, from real sends, and what that means for what is handed in here. `fault` is why nothing comes
 * through; {time} is a clock, with its day when that is another than today.
 */
export const lineTexts = {
  sv: {
    fault: {
      silent: 'Försäkringskassan svarar inte sedan kl. {time}.',
      busy: 'Försäkringskassan tar inte emot filer sedan kl. {time}.',
      unreadable: 'Försäkringskassan svarar på ett sätt som vi inte kan läsa sedan kl. {time}.',
      receiverCertificate: 'Försäkringskassans certifikat går inte att lita på sedan kl. {time}. Därför skickar vi inget dit.',
      ownCertificate: 'Portalens eget certifikat gäller inte sedan kl. {time}. Den som driver portalen behöver byta det.',
      refusesUs:
        'Försäkringskassan släpper inte in portalen sedan kl. {time}. Den som driver portalen behöver reda ut det med dem.',
      notFound:
        'Försäkringskassans adress svarar inte som den ska sedan kl. {time}. Den som driver portalen behöver reda ut det.',
      ours: 'Ett fel hos oss gör att inget kan skickas sedan kl. {time}.',
    },
    state: { working: 'Fungerar', failing: 'Fungerar inte', quiet: 'Inget skickat nyligen', closed: 'Stängt' },
    accepted: 'Försäkringskassan tog senast emot en fil kl. {time}.',
    neverAccepted: 'Försäkringskassan har inte tagit emot någon fil härifrån än.',
    closed: 'Försäkringskassan har stängt. Filer skickas när de öppnar kl. {time}.',
    closedForGood: 'Försäkringskassan har stängt.',
    hours: 'Filer skickas till Försäkringskassan {hours}.',
    silentRelay: 'Just nu skickas inga filer vidare till Försäkringskassan.',
    stopped: 'Sändningen till Försäkringskassan är stoppad.',
    own: '{count, plural, =0 {Ni har inga filer som väntar.} one {Er fil är mottagen här {inTime, select, yes {i tid } other {}}och skickas så fort det går.} other {Era # filer är mottagna här {inTime, select, yes {i tid } other {}}och skickas så fort det går.}}',
    handIn: 'Du kan lämna filer som vanligt. De tas emot här och skickas så fort det går.',
    thisFile: 'Filen är mottagen här {inTime, select, yes {i tid } other {}}och skickas av sig själv så fort det går.',
    thisUnknown: 'Filen är mottagen här {inTime, select, yes {i tid } other {}}och vi frågar igen av oss själva så fort det går.',
    stop: {
      coming: 'Planerat stopp {from} till {until}',
      comingOpen: 'Planerat stopp från {from}',
      running: 'Planerat stopp pågår till {until}',
      runningOpen: 'Planerat stopp pågår sedan {from}',
    },
    everyDay: 'alla dagar',
  },
  en: {
    fault: {
      silent: 'Försäkringskassan has not answered since {time}.',
      busy: 'Försäkringskassan has not been taking files since {time}.',
      unreadable: 'Försäkringskassan has answered in a way that we cannot read since {time}.',
      receiverCertificate: 'Försäkringskassan’s certificate cannot be trusted since {time}. So we send nothing there.',
      ownCertificate: 'The portal’s own certificate has not been valid since {time}. Whoever runs the portal must change it.',
      refusesUs: 'Försäkringskassan has not let the portal in since {time}. Whoever runs the portal must sort it out with them.',
      notFound:
        'Försäkringskassan’s address has not answered as it should since {time}. Whoever runs the portal must sort it out.',
      ours: 'A fault at our end has kept everything from being sent since {time}.',
    },
    state: { working: 'Works', failing: 'Does not work', quiet: 'Nothing sent lately', closed: 'Closed' },
    accepted: 'Försäkringskassan last received a file at {time}.',
    neverAccepted: 'Försäkringskassan has not received any file from here yet.',
    closed: 'Försäkringskassan is closed. Files are sent when they open at {time}.',
    closedForGood: 'Försäkringskassan is closed.',
    hours: 'Files are sent to Försäkringskassan {hours}.',
    silentRelay: 'Right now no files are passed on to Försäkringskassan.',
    stopped: 'Sending to Försäkringskassan is stopped.',
    own: '{count, plural, =0 {You have no files waiting.} one {Your file has been received here {inTime, select, yes {in time } other {}}and is sent as soon as possible.} other {Your # files have been received here {inTime, select, yes {in time } other {}}and are sent as soon as possible.}}',
    handIn: 'You can hand in files as usual. They are received here and sent as soon as possible.',
    thisFile:
      'The file has been received here {inTime, select, yes {in time } other {}}and is sent by itself as soon as possible.',
    thisUnknown:
      'The file has been received here {inTime, select, yes {in time } other {}}and we ask again by ourselves as soon as possible.',
    stop: {
      coming: 'Planned stop {from} until {until}',
      comingOpen: 'Planned stop from {from}',
      running: 'Planned stop in progress until {until}',
      runningOpen: 'Planned stop in progress since {from}',
    },
    everyDay: 'every day',
  },
}

/** Why nothing comes through to the receiver, in kinds that people are told apart. */
export type LineFault = keyof (typeof lineTexts)['sv']['fault']

/** Opening hours in words, without a capital: "måndag–fredag 6.00–22.00 och lördag 8.00–12.00". */
export function openingWords(hours: OpeningHours, locale: Locale): string {
  const words = hours.map(({ days, from, to }) => `${dayWords(days, locale)} ${timeOfDay(from, locale)}–${timeOfDay(to, locale)}`)
  return listWords(words, locale)
}

function dayWords(days: readonly number[], locale: Locale): string {
  const sorted = [...new Set(days)].sort()
  if (sorted.length === 7) return lineTexts[locale].everyDay
  const name = new Intl.DateTimeFormat(locale === 'sv' ? 'sv-SE' : 'en-GB', { timeZone: 'UTC', weekday: 'long' })
  // 2024-01-01 was a Monday.
  const word = (day: number) => name.format(new Date(Date.UTC(2024, 0, day)))
  const runs = sorted
    .filter((day) => !sorted.includes(day - 1))
    .map((first) => {
      let last = first
      while (sorted.includes(last + 1)) last++
      return { first, last }
    })
  const words = runs.flatMap(({ first, last }) => {
    if (last - first > 1) return [`${word(first)}–${word(last)}`]
    return first === last ? [word(first)] : [word(first), word(last)]
  })
  return listWords(words, locale)
}

/** "06:00" as "6.00", "06:00". */
const timeOfDay = (time: string, locale: Locale) => (locale === 'sv' ? time.replace(/^0/, '').replace(':', '.') : time)

const listWords = (words: string[], locale: Locale) => new Intl.ListFormat(locale === 'sv' ? 'sv-SE' : 'en-GB').format(words)

import type { Report } from '#lib/checking/report.ts'
import { LIMITS } from '#lib/limits.ts'
import type { Locale } from './locale.ts'
import { digits } from './spelling.ts'

/** Said wherever a report is shown of a file that was not read whole. */
export const unreadTexts = {
  sv: {
    rest: 'Det sista felet gör att resten av filen inte går att läsa. Den är inte kontrollerad och kan ha fler fel.',
    many: `Här visas de ${digits(LIMITS.xmlFaults, 'sv')} första felen i filens XML. Resten av filen är inte läst och kan ha fler fel.`,
    all: 'Felet gör att tabellen inte går att läsa. Inget i den är kontrollerat än; den kan ha fler fel.',
    place: 'På ett ställe gör felet i XML att innehållet inte är kontrollerat. Det kan ha fler fel.',
    places: 'På {count} ställen gör felen i XML att innehållet inte är kontrollerat. Där kan finnas fler fel.',
  },
  en: {
    rest: 'Because of the last fault the rest of the file cannot be read. It has not been checked and may have more faults.',
    many: `The first ${digits(LIMITS.xmlFaults, 'en')} faults of the file’s XML are shown here. The rest of the file has not been read and may have more.`,
    all: 'Because of this fault the table cannot be read. Nothing in it has been checked yet; it may have more faults.',
    place: 'In one place the content has not been checked because of the fault in the XML. It may have more faults.',
    places: 'In {count} places the content has not been checked because of the faults in the XML. There may be more faults.',
  },
} as const

type UnreadReport = Pick<Report, 'format' | 'avbruten' | 'overhoppat' | 'counts'>

/** What of the file has not been checked; undefined when all has. A table is read as a whole, other files from the beginning. */
export function brokenOff({ format, avbruten, overhoppat, counts }: UnreadReport, locale: Locale): string | undefined {
  const say = unreadTexts[locale]
  if (avbruten) {
    if (format === 'csv' || format === 'xlsx') return say.all
    const isMany = format === 'xml' && (counts.F03 ?? 0) + (counts.F04 ?? 0) >= LIMITS.xmlFaults
    return isMany ? say.many : say.rest
  }
  if (overhoppat === undefined) return undefined
  return overhoppat === 1 ? say.place : say.places.replace('{count}', `${overhoppat}`)
}

import type { Report } from '#lib/checking/report.ts'
import type { Locale } from './locale.ts'

/** Said wherever a report is shown whose last fault kept the rest of the file from being read. */
const messages = {
  sv: {
    rest: 'Det sista felet gör att resten av filen inte går att läsa. Den är inte kontrollerad och kan ha fler fel.',
    all: 'Felet gör att tabellen inte går att läsa. Inget i den är kontrollerat än; den kan ha fler fel.',
  },
  en: {
    rest: 'Because of the last fault the rest of the file cannot be read. It has not been checked and may have more faults.',
    all: 'Because of this fault the table cannot be read. Nothing in it has been checked yet; it may have more faults.',
  },
} as const

/** A table is read as a whole, other files from the beginning. */
export function brokenOff({ format }: Pick<Report, 'format'>, locale: Locale): string {
  return messages[locale][format === 'csv' || format === 'xlsx' ? 'all' : 'rest']
}

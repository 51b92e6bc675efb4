/** Said wherever a report is shown whose last fault kept the rest of the file from being read. */
export const brokenOff = {
  sv: 'Felet gör att resten av filen inte går att läsa. Den är inte kontrollerad och kan ha fler fel.',
  en: 'Because of this fault the rest of the file cannot be read. It has not been checked and may have more faults.',
} as const

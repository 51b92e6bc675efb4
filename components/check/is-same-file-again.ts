/** What is added to the name of a corrected copy. */
const ADDED = /[\s_-]*\b(r[aä]ttad|r[aä]tt|korrigerad|corrected|kopia|copy|markerad|anonym|ny|new)\b/gi

/** Whether a file that is chosen after another is, by its name, that one after a correction: numbers, dates and "(1)" may differ. */
export function isSameFileAgain(before: string, name: string): boolean {
  return plainName(before) === plainName(name)
}

function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(ADDED, '')
    .replace(/[\d\W_]+/gu, '')
}

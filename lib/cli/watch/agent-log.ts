/** A file's name as it may stand in a log: what looks like a personnummer is masked, and nothing breaks the line. */
export function maskFileName(name: string): string {
  return name.replace(/(?<!\d)((?:\d\d)?\d{6})[-+ ]?\d{4}(?!\d)/g, '$1-****').replace(/[\p{Cc}\p{Cf}]/gu, '?')
}

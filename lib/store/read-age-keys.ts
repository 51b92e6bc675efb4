import { readFileSync } from 'node:fs'

/** The secret keys of an age key file (comments, and each key on a line of its own), one a line. Throws where there is none. */
export function readAgeKeys(file: string): string {
  const lines = readFileSync(file, 'utf8').split('\n')
  const keys = lines.map((line) => line.trim()).filter((line) => line.startsWith('AGE-SECRET-KEY-'))
  if (keys.length === 0) throw new Error(`${file} holds no age key`)
  return keys.join('\n')
}

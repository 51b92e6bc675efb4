import { LIMITS } from '#lib/limits.ts'
import { COMMON_PASSWORDS, KNOWN_WORDS } from './common-passwords.ts'

/** NIST SP 800-63B-4: 15 characters alone, 8 with a second factor; no demands on kinds of characters. */
export const ALONE = 15
export const WITH_SECOND_FACTOR = 8
/** Longer than any passphrase, short enough to hash. */
export const LONGEST = LIMITS.passwordCharacters

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'known-word' | 'pattern'
type Circumstances = {
  secondFactor: boolean
  /** What an outsider would try first for this person: user name, name, company. */
  ownWords: string[]
}

/** What is wrong with a new password, or undefined. The reason is for the person: each has its sentence in lib/text. */
export function passwordFault(password: string, { secondFactor, ownWords }: Circumstances): PasswordFault | undefined {
  const text = password.normalize('NFC')
  const length = [...text].length
  if (length < (secondFactor ? WITH_SECOND_FACTOR : ALONE)) return 'too-short'
  if (length > LONGEST) return 'too-long'
  if (isPattern(text.toLowerCase())) return 'pattern'
  if (isMadeOf(text, COMMON_PASSWORDS)) return 'common'
  const own = ownWords.flatMap((words) => words.split(/\s+/)).filter((word) => word.length > 2)
  return isMadeOf(text, [...COMMON_PASSWORDS, ...KNOWN_WORDS, ...own]) ? 'known-word' : undefined
}

/** One short piece over and over (abcabcabc), or a row of neighbours (abcdef, 987654). */
function isPattern(text: string): boolean {
  for (let piece = 1; piece <= text.length / 2; piece++) if (text.startsWith(text.slice(piece))) return true
  const steps = new Set<number>()
  for (let i = 1; i < text.length; i++) steps.add(text.charCodeAt(i) - text.charCodeAt(i - 1))
  return steps.size === 1 && (steps.has(1) || steps.has(-1))
}

/** True when hardly anything is left once the words, and the years and digits hung on them, are taken out. */
function isMadeOf(text: string, words: string[]): boolean {
  const folded = [...new Set(words.map(lettersOf))].sort((a, b) => b.length - a.length)
  return [text, text.replaceAll(/\d{2,}/g, '')].some((reading) => {
    const letters = lettersOf(reading)
    return letters !== '' && folded.reduce((rest, word) => rest.replaceAll(word, ' '), letters).replaceAll(' ', '').length < 4
  })
}

const LOOKALIKES: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

/** As one who guesses would read it: Kv1tt3n$ is kvittens. */
function lettersOf(text: string): string {
  const read = [...text.toLowerCase()].map((char) => LOOKALIKES[char] ?? char).join('')
  return read.replaceAll(/[^\p{L}\d]/gu, '')
}

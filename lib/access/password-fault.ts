import { LIMITS } from '#lib/limits.ts'

/** NIST SP 800-63B-4: 15 characters alone, 8 with a second factor; no demands on kinds of characters. */
export const ALONE = 15
export const WITH_SECOND_FACTOR = 8
/** Longer than any passphrase, short enough to hash. */
export const LONGEST = LIMITS.passwordCharacters

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'known-word' | 'pattern'
type PasswordOwner = {
  secondFactor: boolean
  /** Words that an outsider would try first: user name, name, company. */
  ownWords: string[]
}

/** What is wrong with a new password, or undefined. Each fault has its sentence in lib/text. */
export function passwordFault(password: string, { secondFactor, ownWords }: PasswordOwner): PasswordFault | undefined {
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

/** True when fewer than four letters are left once the words, and the digits beside them, are taken out. */
function isMadeOf(text: string, words: string[]): boolean {
  const folded = [...new Set(words.map(lettersOf))].sort((a, b) => b.length - a.length)
  return [text, text.replaceAll(/\d{2,}/g, '')].some((reading) => {
    const letters = lettersOf(reading)
    return letters !== '' && folded.reduce((rest, word) => rest.replaceAll(word, ' '), letters).replaceAll(' ', '').length < 4
  })
}

const LOOKALIKES: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

/** With lookalikes read as letters: Kv1tt3n$ is kvittens. */
function lettersOf(text: string): string {
  const read = [...text.toLowerCase()].map((char) => LOOKALIKES[char] ?? char).join('')
  return read.replaceAll(/[^\p{L}\d]/gu, '')
}

// The most usual words of passwords, Swedish and English. They are looked for inside a password, since a long one is often a row
// of these and stands on no list of leaked passwords.
const COMMON_PASSWORDS = words(`
  123456 12345 1234567890 0987654321 111111 000000 123123 654321 abc123 abcd1234 1q2w3e4r 1qaz2wsx q1w2e3r4 qazwsx qwerty qwertyuiop
  qwertyuiopå asdf asdfgh asdfghjkl asdfghjklö zxcv zxcvbn zxcvbnm abcdef abcdefgh abcdefghijklmnop
  password passwords passw passwd passphrase passord secret letmein welcome login admin administrator administratör root user guest
  test tester testing default changeme change master access hello iloveyou ilove you monkey dragon sunshine princess football baseball
  superman batman shadow starwars pokemon whatever trustno freedom computer internet summer winter spring autumn
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
  lösenord losenord lösen losen hemlig hemligt hemlighet välkommen valkommen inloggning logga användare anvandare sommar vinter höst
  host vår var måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars maj juni juli augusti oktober december
  fotboll hockey ishockey hammarby djurgården djurgarden aik sverige svensk stockholm göteborg goteborg malmö malmo uppsala sundsvall
  älskar alskar jagälskardig jag dig mamma pappa hejsan hej hund katt kaffe semester hemma jobbet jobb arbete kontor kontoret
  bulle fika kärlek karlek solsken blomma prinsessa drake apa nytt nya mitt min det och the and`)

/** Words of this portal, its receiver and its users' work. */
const KNOWN_WORDS = words(`
  kvittens kvittenser kvitto portal portalen försäkringskassan forsakringskassan försäkring forsakring kassan fk skatteverket
  sjukanmälan sjukanmalan sjuklön sjuklon sjuk föräldrapenning foraldrapenning vab lön lon löner loner lönekontor lonekontor
  arbetsgivare ombud inlämning inlamning filöverföring filoverforing fil bankid freja legitimation personnummer organisationsnummer
  exempelbolaget provföretaget företag foretag företaget foretaget bolaget bolag`)

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

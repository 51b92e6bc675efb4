import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as english from '@zxcvbn-ts/language-en'
import { LIMITS } from '#lib/limits.ts'

// NIST SP 800-63B-4, 3.1.1.2 and ASVS 5.0, 6.2: eight characters, since a second factor is always asked for; no demands on kinds of
// characters; words of this portal and of its owner are refused, and what is easily guessed.
export const LEAST = LIMITS.leastPasswordCharacters
/** Longer than any passphrase, short enough to hash. */
export const LONGEST = LIMITS.passwordCharacters

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'known-word' | 'pattern'

/** What is wrong with a new password, or undefined. `ownWords`: what an outsider would try first: user name, name, company. */
export function passwordFault(password: string, ownWords: readonly string[]): PasswordFault | undefined {
  const text = password.normalize('NFC')
  const length = [...text].length
  if (length < LEAST) return 'too-short'
  if (length > LONGEST) return 'too-long'
  const own = ownWords.flatMap((words) => [words, ...words.split(/[\s.@_-]+/)]).filter((word) => word.length > 2)
  const estimate = estimator().check(text, [...KNOWN_WORDS, ...own])
  if (estimate.guessesLog10 < LEAST_GUESSES_LOG10) return whyWeak(estimate)
  if (isMadeOf(text, USUAL)) return 'common'
  return isMadeOf(text, [...KNOWN_WORDS, ...USUAL, ...own]) ? 'known-word' : undefined
}

/** As many guesses as eight random signs that no list knows. */
const LEAST_GUESSES_LOG10 = 7.9

let loaded: ZxcvbnFactory | undefined

/** Its lists take a second to read: when the first password is chosen. Longer passwords are judged by their first 64 characters, in 0.2 s. */
function estimator(): ZxcvbnFactory {
  const dictionary = { ...common.dictionary, ...english.dictionary, 'commonWords-sv': USUAL }
  loaded ??= new ZxcvbnFactory({ dictionary, graphs: common.adjacencyGraphs, maxLength: 64 })
  return loaded
}

function whyWeak({ sequence }: ZxcvbnResult): PasswordFault {
  const words = sequence.filter(({ pattern }) => pattern === 'dictionary')
  if (words.length === 0) return 'pattern'
  return words.some(({ dictionaryName }) => dictionaryName === 'userInputs') ? 'known-word' : 'common'
}

/** True when fewer than four letters are left once the words, and the digits beside them, are taken out. */
function isMadeOf(text: string, words: readonly string[]): boolean {
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

/** Words of passwords, most of them Swedish: zxcvbn has no Swedish list, and takes a long row of such words for a good password. */
const USUAL = words(`
  password passord passwd secret welcome letmein login admin qwerty test hello iloveyou summer winter spring autumn
  lösenord losenord lösen losen hemlig hemligt hemlighet välkommen valkommen inloggning logga användare anvandare sommar vinter höst
  host vår måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni juli augusti september oktober
  november december fotboll hockey ishockey hammarby djurgården aik sverige svensk stockholm göteborg malmö uppsala sundsvall
  älskar alskar jag dig mamma pappa hejsan hej hund katt kaffe semester hemma jobbet jobb arbete kontor kontoret bulle fika kärlek
  solsken blomma prinsessa drake apa`)

/** Words of this portal, its receiver and its users' work (ASVS 6.1.2). */
const KNOWN_WORDS = words(`
  kvittens kvittenser kvitto portal portalen försäkringskassan forsakringskassan försäkring forsakring kassan fk skatteverket
  sjukanmälan sjukanmalan sjuklön sjuklon sjuk föräldrapenning foraldrapenning vab lön lon löner loner lönekontor lonekontor
  arbetsgivare ombud inlämning inlamning filöverföring filoverforing fil bankid freja legitimation personnummer organisationsnummer
  exempelbolaget provföretaget företag foretag företaget foretaget bolaget bolag`)

function words(text: string): string[] {
  return text.trim().split(/\s+/)
}

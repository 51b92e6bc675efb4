import { describe, expect, test } from 'vitest'
import { LIMITS } from '#lib/limits.ts'
import { accountTexts } from '#lib/text/accounts.ts'
import { type PasswordFault, passwordFault } from './password-fault.ts'

const alone = { secondFactor: false, ownWords: ['anna.ek', 'Anna Ek', 'Exempelbolaget AB'] }
/** No pattern, and no common words. */
const sentence = (characters: number) => `${'en lång mening '.repeat(characters).slice(0, characters - 1)}x`
const withCode = { ...alone, secondFactor: true }

describe('which passwords the portal takes', () => {
  test.each([
    'korrekt häst batteri klammer',
    'fyra trötta älgar går hem',
    '739201846573926',
    'ÅÄÖ åäö snö på fjället',
    '              x yz              q w',
    '#%&/()=?+-*^~<>',
  ])('%s is taken', (password) => {
    expect(passwordFault(password, alone)).toBeUndefined()
  })

  test.each([
    ['fourteen characters', 'fjorton tecken', 'too-short'],
    [`${LIMITS.passwordCharacters + 1} characters`, sentence(LIMITS.passwordCharacters + 1), 'too-long'],
    ['a word three times over', 'plankaplankaplanka', 'pattern'],
    ['one character all the way', 'aaaaaaaaaaaaaaaa', 'pattern'],
    ['a row of letters', 'abcdefghijklmno', 'pattern'],
    ['a row of digits', '123456789012345', 'common'],
    ['a keyboard row', 'qwertyuiopasdfgh', 'common'],
    ['common words', 'password-welcome-1', 'common'],
    ['a season with its years', 'Sommar2026Vinter2027!', 'common'],
    ['common words in disguise', 'P4ssw0rd-L0s3n0rd', 'common'],
    ['the product and a year', 'Kvittens-portalen-2026', 'known-word'],
    ['the company and a common word', 'exempelbolaget-sommar', 'known-word'],
    ['the own name', 'Anna.Ek.lösenord.1234', 'known-word'],
  ] as [string, string, PasswordFault][])('%s is refused with its reason', (_, password, fault) => {
    expect(passwordFault(password, alone)).toBe(fault)
    expect(accountTexts.sv.passwordFault[fault]).toBeTruthy()
    expect(accountTexts.en.passwordFault[fault]).toBeTruthy()
  })

  test('the longest that is promised is taken', () => {
    expect(passwordFault(sentence(LIMITS.passwordCharacters), alone)).toBeUndefined()
  })

  test('eight characters are enough with a second factor, seven are not', () => {
    expect(passwordFault('plåt8hyl', withCode)).toBeUndefined()
    expect(passwordFault('plåt8hy', withCode)).toBe('too-short')
    expect(passwordFault('lösenord', withCode)).toBe('common')
  })

  test('a letter with its ring apart counts as one character', () => {
    expect(passwordFault('åååå plommonträ'.normalize('NFD'), alone)).toBeUndefined()
    expect(passwordFault('åååå plommontr'.normalize('NFD'), alone)).toBe('too-short')
  })
})

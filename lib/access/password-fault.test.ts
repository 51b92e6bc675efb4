import { describe, expect, test } from 'vitest'
import { LIMITS } from '#lib/limits.ts'
import { accountTexts } from '#lib/text/accounts.ts'
import { type PasswordFault, passwordFault } from './password-fault.ts'

const OWN = ['anna.ek', 'Anna Ek', 'Exempelbolaget AB']
/** No pattern, and no common words. */
const sentence = (characters: number) => `${'en lång mening '.repeat(characters).slice(0, characters - 1)}x`

describe('which passwords the portal takes', () => {
  test.each([
    'korrekt häst batteri klammer',
    'fyra trötta älgar går hem',
    '739201846573926',
    'ÅÄÖ åäö snö på fjället',
    'plåt8hyl',
    'plåt8hylla',
    'x yz snö q w',
    '#%&/()=?+-*^~<>',
  ])('%s is taken', (password) => {
    expect(passwordFault(password, OWN)).toBeUndefined()
  })

  test.each([
    ['seven characters', 'plåt8hy', 'too-short'],
    [`${LIMITS.passwordCharacters + 1} characters`, sentence(LIMITS.passwordCharacters + 1), 'too-long'],
    ['a word three times over', 'plankaplankaplanka', 'pattern'],
    ['one character all the way', 'aaaaaaaaaaaaaaaa', 'pattern'],
    ['a row of letters', 'abcdefghijklmno', 'pattern'],
    ['a row of digits', '123456789012345', 'common'],
    ['a keyboard row', 'qwertyuiopasdfgh', 'common'],
    ['a common password with its digit', 'Password1', 'common'],
    ['a Swedish one that leaked', 'hejsan123', 'common'],
    ['a date', '1974-08-16', 'pattern'],
    ['a season with its years', 'Sommar2026Vinter2027!', 'common'],
    ['common words in disguise', 'P4ssw0rd-L0s3n0rd', 'common'],
    ['the product and a year', 'Kvittens-portalen-2026', 'known-word'],
    ['the company and a common word', 'exempelbolaget-sommar', 'known-word'],
    ['the own name', 'Anna.Ek.lösenord.1234', 'known-word'],
  ] as [string, string, PasswordFault][])('%s is refused with its reason', (_, password, fault) => {
    expect(passwordFault(password, OWN)).toBe(fault)
    expect(accountTexts.sv.passwordFault[fault]).toBeTruthy()
    expect(accountTexts.en.passwordFault[fault]).toBeTruthy()
  })

  test('the longest that is promised is taken', () => {
    expect(passwordFault(sentence(LIMITS.passwordCharacters), OWN)).toBeUndefined()
  })

  test('a letter with its ring apart counts as one character', () => {
    expect(passwordFault('åå7plomm'.normalize('NFD'), OWN)).toBeUndefined()
    expect(passwordFault('åå7plom'.normalize('NFD'), OWN)).toBe('too-short')
  })
})

import { createTranslator } from 'use-intl/core'
import { cureOf } from '#lib/checking/cure-of.ts'
import type { Finding } from '#lib/checking/report.ts'
import { tellsValue } from '#lib/checking/reported-values.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { fieldTexts } from './fields.ts'
import { findingTextsEn } from './finding-messages-en.ts'
import { findingTextsSv } from './finding-messages-sv.ts'
import { isLocale, type Locale } from './locale.ts'
import { columnTitles, serviceWords } from './service-words.ts'
import { serviceText, serviceTexts } from './services.ts'
import { monthName } from './spelling.ts'

export const findingTexts = { sv: findingTextsSv, en: findingTextsEn } as const

type TranslateFinding = (
  key: `titles.${RuleCode}` | `texts.${RuleCode}` | `more.${'found' | 'everyCase'}`,
  values: Record<string, string | number>,
) => string

const ANY_FIELD = { sv: 'Värdet', en: 'The value' } as const

/** What sentences choose by, where a finding leaves it out. */
const UNSAID = { case: '', of: '', odd: 'none', months: 'none', why: 'none', cell: '' } as const

const speakers = new Map<Locale, TranslateFinding>()

type FindingToTell = Pick<Finding, 'code' | 'at' | 'params' | 'found' | 'count'>

/**
 * What is wrong, what stands there and what to do, in a few sentences. Where, the report says. `serviceId`: the e-service that
 * the file is for.
 */
export function findingText(finding: FindingToTell, locale: string, serviceId: string): string {
  const language = languageOf(locale)
  return said(finding, { language, serviceId, field: fieldName(finding.at.field, language) })
}

/** The same of any field: `the value` instead of its name, where one sentence is to hold for many places. Undefined where the name is what it tells. */
export function generalFindingText(finding: Finding, locale: string, serviceId: string): string | undefined {
  const language = languageOf(locale)
  const text = said(finding, { language, serviceId, field: ANY_FIELD[language] })
  return text.lastIndexOf(ANY_FIELD[language]) > 0 ? undefined : text
}

/** What a group of findings is about. */
export function findingTitle(code: string, locale: string, serviceId: string): string {
  const language = languageOf(locale)
  return speaker(language)(`titles.${known(code)}`, serviceWords(serviceById(serviceId), language))
}

type Telling = { language: Locale; serviceId: string; field: string }

function said(finding: FindingToTell, telling: Telling): string {
  const { code, found, count, at } = finding
  const words = wordsOf(finding, telling)
  const say = speaker(telling.language)
  const text = say(`texts.${known(code)}`, words)
  const value = found !== undefined && tellsValue(code) && !text.includes(found)
  return [
    text,
    ...(value ? [say('more.found', { found, of: at.cell === undefined ? 'file' : 'cell' })] : []),
    ...(count === undefined ? [] : [say('more.everyCase', { ...words, count, cure: cureOf(finding) })]),
  ].join(' ')
}

/** What the sentence is filled in with. */
function wordsOf({ params, at, found }: FindingToTell, { language, serviceId, field }: Telling): Record<string, string | number> {
  const other = params.other ? serviceTexts[language].name[serviceText(String(params.other))] : ''
  const service = serviceById(serviceId)
  const columns =
    typeof params.columns === 'string' && service ? { columns: columnTitles(service, params.columns, language) } : {}
  const value = found ?? params.found
  return {
    ...{ ...UNSAID, ...params, ...columns, ...serviceWords(service, language, at.field), service: other, field },
    ...{ known: value === undefined ? 'no' : 'yes', dated: params.date === undefined ? 'no' : 'yes' },
    ...(value !== undefined && { found: value }),
    ...(at.cell !== undefined && { cell: at.cell }),
    ...(typeof params.month === 'number' &&
      params.why === 'days' && { monthName: monthName(params.month, params.year, language) }),
  }
}

/** Letters of a form, as `expected` of a finding has them. */
const FORM = /^[YMDNThms:–-]+$/

/** What should stand there, for people: the letters of a form are those of the language. */
export function expectedText(expected: string, locale: Locale): string {
  return locale === 'sv' && FORM.test(expected) ? expected.replaceAll('Y', 'Å').replaceAll('h', 't') : expected
}

/** A field in words, as the heading of what stands there. */
export function fieldTitle(name: string, locale: string): string {
  const words: Readonly<Record<string, string>> = fieldTexts[languageOf(locale)]
  return words[name] ?? name
}

/** A field in words, with its name in files after. */
function fieldName(name: string | undefined, language: Locale): string {
  if (name === undefined) return ''
  const words: Readonly<Record<string, string>> = fieldTexts[language]
  return Object.hasOwn(words, name) ? `${words[name]} (${name})` : name
}

function speaker(language: Locale): TranslateFinding {
  const made = speakers.get(language)
  if (made) return made
  // The sentences are chosen by code at run time, so their names to fill in cannot be known to the compiler.
  const messages: Record<'titles' | 'texts', Record<RuleCode, string>> & { more: Record<'found' | 'everyCase', string> } =
    findingTexts[language]
  const say: TranslateFinding = createTranslator({
    locale: language,
    messages,
    onError: (error) => {
      throw error
    },
  })
  speakers.set(language, say)
  return say
}

function known(code: string): RuleCode {
  if (!Object.hasOwn(RULES, code)) throw new Error(`no rule ${code}`)
  return code as RuleCode
}

function languageOf(locale: string): Locale {
  return isLocale(locale) ? locale : 'en'
}

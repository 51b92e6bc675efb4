import { createTranslator } from 'use-intl/core'
import type { Finding } from '#lib/checking/report.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { fieldTexts } from './fields.ts'
import { findingTextsEn } from './finding-messages-en.ts'
import { findingTextsSv } from './finding-messages-sv.ts'
import { isLocale, type Locale } from './locale.ts'
import { columnTitles, serviceWords } from './service-words.ts'
import { serviceText, serviceTexts } from './services.ts'

export const findingTexts = { sv: findingTextsSv, en: findingTextsEn } as const

type TranslateFinding = (key: `titles.${RuleCode}` | `texts.${RuleCode}`, values: Record<string, string | number>) => string

const ANY_FIELD = { sv: 'Värdet', en: 'The value' } as const

/** What sentences choose by, where a finding leaves it out. */
const UNSAID = { case: '', of: '', odd: 'none', months: 'none' } as const

const speakers = new Map<Locale, TranslateFinding>()

/** What is wrong and what to do, in one or two sentences. Where, the report says. `serviceId`: the e-service that the file is for. */
export function findingText(
  { code, at, params }: Pick<Finding, 'code' | 'at' | 'params'>,
  locale: string,
  serviceId: string,
): string {
  const language = languageOf(locale)
  const words = { ...wordsOf({ params, field: at.field }, language, serviceId), field: fieldName(at.field, language) }
  return speaker(language)(`texts.${known(code)}`, words)
}

/** The same of any field: `the value` instead of its name, where one sentence is to hold for many places. Undefined where the name is what it tells. */
export function generalFindingText({ code, at, params }: Finding, locale: string, serviceId: string): string | undefined {
  const language = languageOf(locale)
  const words = { ...wordsOf({ params, field: at.field }, language, serviceId), field: ANY_FIELD[language] }
  const text = speaker(language)(`texts.${known(code)}`, words)
  return text.lastIndexOf(ANY_FIELD[language]) > 0 ? undefined : text
}

/** What a group of findings is about. */
export function findingTitle(code: string, locale: string, serviceId: string): string {
  const language = languageOf(locale)
  return speaker(language)(`titles.${known(code)}`, serviceWords(serviceById(serviceId), language))
}

type SpokenFinding = { params: Finding['params']; field: string | undefined }

/** What the sentence is filled in with, but for the name of the field. */
function wordsOf({ params, field }: SpokenFinding, language: Locale, serviceId: string): Record<string, string | number> {
  const other = params.other ? serviceTexts[language].name[serviceText(String(params.other))] : ''
  const service = serviceById(serviceId)
  const columns =
    typeof params.columns === 'string' && service ? { columns: columnTitles(service, params.columns, language) } : {}
  return { ...UNSAID, ...params, ...columns, ...serviceWords(service, language, field), service: other }
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
  const messages: Record<'titles' | 'texts', Record<RuleCode, string>> = findingTexts[language]
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

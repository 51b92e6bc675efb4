import { createTranslator } from 'use-intl/core'
import type { Finding } from '#lib/checking/report.ts'
import { RULES, type RuleCode } from '#lib/services/rules.ts'
import { fieldTexts } from './fields.ts'
import { findingTextsEn } from './finding-messages-en.ts'
import { findingTextsSv } from './finding-messages-sv.ts'
import { isLocale, type Locale } from './locale.ts'
import { serviceText, serviceTexts } from './services.ts'

export const findingTexts = { sv: findingTextsSv, en: findingTextsEn } as const

type TranslateFinding = (code: RuleCode, values: Record<string, string | number>) => string

const ANY_FIELD = { sv: 'Värdet', en: 'The value' } as const

/** What sentences choose by, where a finding leaves it out. */
const UNSAID = { case: '', of: '', odd: 'none', months: 'none' } as const

const speakers = new Map<Locale, TranslateFinding>()

/** What is wrong and what to do, in one or two sentences. Where, the report says. */
export function findingText({ code, at, params }: Pick<Finding, 'code' | 'at' | 'params'>, locale: string): string {
  const language = languageOf(locale)
  const field = fieldName(at.field, language)
  const service = params.other ? serviceTexts[language].name[serviceText(String(params.other))] : ''
  return speaker(language)(known(code), { ...UNSAID, ...params, field, service })
}

/** The same of any field: `the value` instead of its name, where one sentence is to hold for many places. Undefined where the name is what it tells. */
export function generalFindingText({ code, params }: Pick<Finding, 'code' | 'params'>, locale: string): string | undefined {
  const language = languageOf(locale)
  const service = params.other ? serviceTexts[language].name[serviceText(String(params.other))] : ''
  const text = speaker(language)(known(code), { ...UNSAID, ...params, field: ANY_FIELD[language], service })
  return text.lastIndexOf(ANY_FIELD[language]) > 0 ? undefined : text
}

/** What a group of findings is about. */
export function findingTitle(code: string, locale: string): string {
  return findingTexts[languageOf(locale)].titles[known(code)]
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
  const messages: Record<RuleCode, string> = findingTexts[language].texts
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

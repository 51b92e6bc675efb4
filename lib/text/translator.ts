import { createTranslator } from 'use-intl/core'
import type { Locale } from './locale.ts'
import { messages } from './messages.ts'

const made = { sv: make('sv'), en: make('en') }

/** Says any of the texts in this language, outside React. One for each language: it keeps the sentences that it has read. */
export const translator = (locale: Locale) => made[locale]

function make(locale: Locale) {
  return createTranslator({ locale, messages: messages(locale) })
}

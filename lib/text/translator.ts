import { createTranslator } from 'use-intl/core'
import type { Locale } from './locale.ts'
import { messages } from './messages.ts'

/** Says any of the texts in this language, outside React. */
export const translator = (locale: Locale) => createTranslator({ locale, messages: messages(locale) })

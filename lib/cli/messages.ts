import { createTranslator } from 'use-intl/core'
import { services } from '#lib/services/catalogue.ts'
import { agentTexts } from '#lib/text/agent.ts'
import { cliTexts } from '#lib/text/cli.ts'
import type { Locale } from '#lib/text/locale.ts'
import type { CliKey } from './usage-error.ts'

export type Translate = (key: CliKey, values?: Record<string, string | number>) => string

/** A language, and its messages by key. */
export type CliMessages = { locale: Locale; say: Translate }

export const serviceNames = services.map(({ id }) => id).join(', ')

export function cliMessages(locale: Locale): Translate {
  // The key is chosen at run time, so the compiler cannot check which values a message needs.
  const messages: Record<CliKey, string> = { ...cliTexts[locale], ...agentTexts[locale] }
  const say: Translate = createTranslator({ locale, messages })
  return (key, values) => say(key, { services: serviceNames, ...values })
}

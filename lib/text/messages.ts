// Every sentence a person reads, by topic. Both languages must hold the same keys: the types below refuse a missing one.
import { common } from './common.ts'
import type { Locale } from './locale.ts'
import { send } from './send.ts'
import { status } from './status.ts'
import { submissions } from './submissions.ts'
import { support } from './support.ts'

const sv = {
  common: common.sv,
  send: send.sv,
  status: status.sv,
  submissions: submissions.sv,
  support: support.sv,
}

const en: Translated<typeof sv> = {
  common: common.en,
  send: send.en,
  status: status.en,
  submissions: submissions.en,
  support: support.en,
}

/** The same tree with other words at its leaves. */
type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }

export type Messages = typeof sv
export type Topic = keyof Messages

export function messages(locale: Locale): Messages {
  // The keys are the same (checked above); only the literal types of the Swedish sentences differ.
  return locale === 'sv' ? sv : (en as unknown as Messages)
}

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
  }
}

// Every sentence a person reads, by topic. Both languages must hold the same keys: the types below refuse a missing one.
import { about } from './about.ts'
import { accounts } from './accounts.ts'
import { automate } from './automate.ts'
import { certificates } from './certificates.ts'
import { common } from './common.ts'
import { company } from './company.ts'
import { curl } from './curl.ts'
import { docs } from './docs.ts'
import { gatewayCodes } from './gateway-codes.ts'
import { health } from './health.ts'
import { home } from './home.ts'
import { inbox } from './inbox.ts'
import type { Locale } from './locale.ts'
import { login } from './login.ts'
import { send } from './send.ts'
import { services } from './services.ts'
import { start } from './start.ts'
import { status } from './status.ts'
import { submissions } from './submissions.ts'
import { support } from './support.ts'
import { tryOut } from './try.ts'

const sv = {
  about: about.sv,
  accounts: accounts.sv,
  certificates: certificates.sv,
  automate: automate.sv,
  common: common.sv,
  company: company.sv,
  curl: curl.sv,
  docs: docs.sv,
  gatewayCodes: gatewayCodes.sv,
  health: health.sv,
  home: home.sv,
  inbox: inbox.sv,
  login: login.sv,
  send: send.sv,
  services: services.sv,
  start: start.sv,
  status: status.sv,
  submissions: submissions.sv,
  support: support.sv,
  tryOut: tryOut.sv,
}

const en: Translated<typeof sv> = {
  about: about.en,
  accounts: accounts.en,
  certificates: certificates.en,
  automate: automate.en,
  common: common.en,
  company: company.en,
  curl: curl.en,
  docs: docs.en,
  gatewayCodes: gatewayCodes.en,
  health: health.en,
  home: home.en,
  inbox: inbox.en,
  login: login.en,
  send: send.en,
  services: services.en,
  start: start.en,
  status: status.en,
  submissions: submissions.en,
  support: support.en,
  tryOut: tryOut.en,
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

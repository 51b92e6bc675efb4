// Every sentence a person reads, by topic and in both languages; pages read this tree through next-intl.
// Not in the tree, as others than pages read them: findings, rules, refusals, notices, deadlines, report-files, gateway
// (openapi.json), agent and cli (the command line). Each has its function beside its words.
// Form: ICU messages. A file exports one object, `sendTexts = { sv, en }`.
// To add a sentence: write it in both languages under the same key; a missing key, or a name to fill in that differs, is a
// type error or fails messages.test.ts. To add a topic: a file with `…Texts`, and a line in each language below.
// Numbers: no limit is written by hand. One that code decides by stands in lib/limits.ts and is put in with amount or spelled
// (spelling.ts); one of an e-service is a parameter that comes from its description (rules.ts). e2e/guards/written-numbers
// refuses others and lists the exceptions.

import { aboutTexts } from './about.ts'
import { accountTexts } from './accounts.ts'
import { logTexts } from './audit-log.ts'
import { automateTexts } from './automate.ts'
import { batchTexts } from './batch.ts'
import { certificateTexts } from './certificates.ts'
import { chooseCompanyTexts } from './choose-company.ts'
import { clientTexts } from './clients.ts'
import { commonTexts } from './common.ts'
import { companyOverviewTexts } from './company-overview.ts'
import { companyPagesTexts } from './company-pages.ts'
import { conversionTexts } from './conversions.ts'
import { curlTexts } from './curl.ts'
import { deskTexts } from './desk.ts'
import { docsTexts } from './docs.ts'
import { exchangeTexts } from './exchanges.ts'
import { gatewayCodeTexts } from './gateway-codes.ts'
import { healthTexts } from './health.ts'
import { homeTexts } from './home.ts'
import { inboxTexts } from './inbox.ts'
import { joiningTexts } from './joining.ts'
import { joiningPagesTexts } from './joining-pages.ts'
import { leavingTexts } from './leaving.ts'
import { lineTexts } from './line.ts'
import type { Locale } from './locale.ts'
import { loginTexts } from './login.ts'
import { mendingTexts } from './mending.ts'
import { myAccountTexts } from './my-account.ts'
import { originTexts } from './origin.ts'
import { ownLoginTexts } from './own-login.ts'
import { ownMailTexts } from './own-mail.ts'
import { peopleTexts } from './people.ts'
import { recipientTexts } from './recipients.ts'
import { retentionTexts } from './retention.ts'
import { sendTexts } from './send.ts'
import { serviceTexts } from './services.ts'
import { settleTexts } from './settle.ts'
import { signingTexts } from './signing.ts'
import { startTexts } from './start.ts'
import { statusTexts } from './status.ts'
import { submissionTexts } from './submissions.ts'
import { supportTexts } from './support.ts'
import { tableReadingTexts } from './table-reading.ts'
import { tryTexts } from './try.ts'
import { webhookTexts } from './webhooks.ts'
import { welcomeTexts } from './welcome.ts'

const sv = {
  about: aboutTexts.sv,
  accounts: accountTexts.sv,
  certificates: certificateTexts.sv,
  automate: automateTexts.sv,
  batch: batchTexts.sv,
  clients: clientTexts.sv,
  common: commonTexts.sv,
  chooseCompany: chooseCompanyTexts.sv,
  companyOverview: companyOverviewTexts.sv,
  companyPages: companyPagesTexts.sv,
  curl: curlTexts.sv,
  desk: deskTexts.sv,
  docs: docsTexts.sv,
  exchanges: exchangeTexts.sv,
  gatewayCodes: gatewayCodeTexts.sv,
  health: healthTexts.sv,
  home: homeTexts.sv,
  inbox: inboxTexts.sv,
  joining: joiningTexts.sv,
  joiningPages: joiningPagesTexts.sv,
  leaving: leavingTexts.sv,
  line: lineTexts.sv,
  log: logTexts.sv,
  login: loginTexts.sv,
  mending: mendingTexts.sv,
  myAccount: myAccountTexts.sv,
  ownMail: ownMailTexts.sv,
  conversions: conversionTexts.sv,
  origin: originTexts.sv,
  ownLogin: ownLoginTexts.sv,
  people: peopleTexts.sv,
  recipients: recipientTexts.sv,
  retention: retentionTexts.sv,
  send: sendTexts.sv,
  services: serviceTexts.sv,
  settle: settleTexts.sv,
  signing: signingTexts.sv,
  start: startTexts.sv,
  status: statusTexts.sv,
  submissions: submissionTexts.sv,
  support: supportTexts.sv,
  tableReading: tableReadingTexts.sv,
  tryOut: tryTexts.sv,
  webhooks: webhookTexts.sv,
  welcome: welcomeTexts.sv,
}

const en: Translated<typeof sv> = {
  about: aboutTexts.en,
  accounts: accountTexts.en,
  certificates: certificateTexts.en,
  automate: automateTexts.en,
  batch: batchTexts.en,
  clients: clientTexts.en,
  common: commonTexts.en,
  chooseCompany: chooseCompanyTexts.en,
  companyOverview: companyOverviewTexts.en,
  companyPages: companyPagesTexts.en,
  curl: curlTexts.en,
  desk: deskTexts.en,
  docs: docsTexts.en,
  exchanges: exchangeTexts.en,
  gatewayCodes: gatewayCodeTexts.en,
  health: healthTexts.en,
  home: homeTexts.en,
  inbox: inboxTexts.en,
  joining: joiningTexts.en,
  joiningPages: joiningPagesTexts.en,
  leaving: leavingTexts.en,
  line: lineTexts.en,
  log: logTexts.en,
  login: loginTexts.en,
  mending: mendingTexts.en,
  myAccount: myAccountTexts.en,
  ownMail: ownMailTexts.en,
  conversions: conversionTexts.en,
  origin: originTexts.en,
  ownLogin: ownLoginTexts.en,
  people: peopleTexts.en,
  recipients: recipientTexts.en,
  retention: retentionTexts.en,
  send: sendTexts.en,
  services: serviceTexts.en,
  settle: settleTexts.en,
  signing: signingTexts.en,
  start: startTexts.en,
  status: statusTexts.en,
  submissions: submissionTexts.en,
  support: supportTexts.en,
  tableReading: tableReadingTexts.en,
  tryOut: tryTexts.en,
  webhooks: webhookTexts.en,
  welcome: welcomeTexts.en,
}

/** The same tree with other words at its leaves. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }

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

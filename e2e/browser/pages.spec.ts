// Every page, in every state that it has words for: light and dark, Swedish and English, wide and narrow.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import type { Db } from '#lib/db.ts'
import { askMailCodeOf } from './account-states.ts'
import { bureausOf } from './bureau-states.ts'
import { certificatesOf, openCertificate } from './certificate-states.ts'
import { expectFocusOnAnswer, expectHeaders, faultsIn, faultsInWords, type PageLook } from './check-page.ts'
import { conversionStates } from './conversion-states.ts'
import { DELIVERY_STATES, type DeliveryState, deliverStates } from './deliveries.ts'
import { DESK_CASES, type DeskCaseWord, deskCases } from './desk-cases.ts'
import { mailAbout } from './event-mail-states.ts'
import { APPLICATION_STATES, JOINING_STEPS, type JoiningStates, joiningStates } from './joining-states.ts'
import { logInAs } from './log-in-as.ts'
import { colleague, newcomer } from './newcomer.ts'
import { ownLoginStates } from './own-login-states.ts'
import { breakLine, chooseBad, chooseGood, chooseTooLarge, identifyAsGuest, leaveUnticked, sendBadAsForm } from './page-states.ts'
import { INVITED, openInvitation, peopleStates } from './people-states.ts'
import { readEnvironment } from './place.ts'
import { OUTAGE_TRIES, type PageSituation, SITUATIONS, writeSituations } from './situations.ts'
import { awake, expect, open } from './test.ts'
import { visitorTest as test } from './visitor.ts'
import { hookStates, openOlderCalls, openWebhooks, showSecret } from './webhook-states.ts'

type Visit = {
  what: string
  route: string
  path: string | (() => string)
  /** Who looks; nobody is logged in without. */
  as?: string
  /** Their login is no fresh one. */
  old?: true
  status?: number
  /** What is done there before one looks. */
  act?: (page: Page) => Promise<void>
}

/**
 * A route's first page is loaded once in each language and seen in both widths, and its width with the greatest text spacing too; axe,
 * which takes most of the time, is run once in each language, width and colour scheme. The route's further states take turns between
 * the two: one is loaded and seen, of the other the words are read. What is done on a page first (`act`) is done in both; pictures are
 * taken of all.
 */
const USUAL: PageLook[][] = [
  [
    { locale: 'sv', scheme: 'light', width: 1280, axe: true },
    { locale: 'sv', scheme: 'dark', width: 320 },
    { locale: 'sv', scheme: 'dark', width: 320, own: 'text spacing' },
  ],
  [
    { locale: 'en', scheme: 'light', width: 1280 },
    { locale: 'en', scheme: 'dark', width: 320, axe: true },
  ],
]

/** LOOKS=all: every state at 200 % and 400 %, in forced colours and with wide text spacing, all with axe: half an hour. */
const WHOLE: PageLook[][] = [
  [
    { locale: 'sv', scheme: 'light', width: 640, axe: true },
    { locale: 'sv', scheme: 'dark', width: 320, axe: true },
    { locale: 'sv', scheme: 'light', width: 1280, axe: true, own: 'forced colours' },
    { locale: 'sv', scheme: 'light', width: 320, axe: true, own: 'text spacing' },
  ],
]
const IS_WHOLE = process.env.LOOKS === 'all'
const LOOKS = IS_WHOLE ? WHOLE : USUAL

function looksAt(visit: Visit): { seen: PageLook[][]; read: PageLook['locale'][] } {
  const turn = ROUTES.indexOf(visit)
  const isFirst = ROUTES.findIndex(({ route }) => route === visit.route) === turn
  if (isFirst || PICTURES || IS_WHOLE) return { seen: LOOKS, read: [] }
  const ofTurn = (load: number) => load === turn % LOOKS.length
  if (visit.act)
    return { seen: LOOKS.map((looks, load) => (ofTurn(load) ? looks : looks.map(({ axe: _, ...look }) => look))), read: [] }
  return {
    seen: LOOKS.filter((_, load) => ofTurn(load)),
    read: LOOKS.flatMap((looks, load) => (ofTurn(load) ? [] : looks.slice(0, 1).map(({ locale }) => locale))),
  }
}

/** Pictures for people to look at: SCREENSHOTS=folder. */
const PICTURES = process.env.SCREENSHOTS

/** The row that no page can be made of. */
const BROKEN = 'trasig.xml'

let references: Record<PageSituation, string>
let broken = ''
let applications: JoiningStates
let loginLink = ''
let linkedPerson = ''
let corrected: { replaced: string; dealtWith: string }
let deliveries: Record<DeliveryState, string>
let desk: Record<DeskCaseWord, string>
let people: { admin: string; colleague: string }

/** e2e/guards/pages.test.ts reads the `route`s here: each page of app/ has to be among them. */
const ROUTES: Visit[] = [
  { what: 'start', route: '/', path: '/' },
  { what: 'start, logged in', route: '/', path: '/', as: 'Sofia Sida' },
  { what: 'try a file', route: '/prova', path: '/prova' },
  { what: 'descriptions', route: '/postbeskrivningar', path: '/postbeskrivningar' },
  { what: 'description', route: '/postbeskrivningar/[tjanst]', path: '/postbeskrivningar/sjukanmalan' },
  { what: 'description, another service', route: '/postbeskrivningar/[tjanst]', path: '/postbeskrivningar/franvarouppgift' },
  { what: 'description, format', route: '/postbeskrivningar/[tjanst]/[del]', path: '/postbeskrivningar/sjukanmalan/fasta' },
  { what: 'description, XML', route: '/postbeskrivningar/[tjanst]/[del]', path: '/postbeskrivningar/sjukanmalan/xml' },
  { what: 'description, table', route: '/postbeskrivningar/[tjanst]/[del]', path: '/postbeskrivningar/sjukanmalan/tabell' },
  { what: 'description, rules', route: '/postbeskrivningar/[tjanst]/regler', path: '/postbeskrivningar/sjukanmalan/regler' },
  {
    what: 'description, no rule found',
    route: '/postbeskrivningar/[tjanst]/regler',
    path: '/postbeskrivningar/sjukanmalan/regler?sok=finns-inte&art=stop',
  },
  { what: 'automate', route: '/automatisera', path: '/automatisera' },
  { what: 'automate, own', route: '/automatisera', path: '/automatisera?system=windows', as: 'Sofia Sida' },
  { what: 'login', route: '/logga-in', path: '/logga-in' },
  { what: 'login, refused', route: '/logga-in', path: '/logga-in?fel=fel' },
  {
    what: 'login, once more',
    route: '/logga-in',
    path: '/logga-in?fel=gammal&next=%2Finlamningar%3Fifyllt%3D1',
    as: 'Sofia Sida',
  },
  { what: 'login, cancelled', route: '/logga-in', path: '/logga-in?fel=avbruten&next=/lamna' },
  { what: 'login, after logging out', route: '/logga-in', path: '/logga-in?klart=utloggad' },
  { what: 'identified, no account', route: '/valkommen', path: '/logga-in', act: identifyAsGuest },
  { what: 'nothing to sign', route: '/anslut/skriv-under', path: '/anslut/skriv-under', as: 'Sofia Sida' },
  { what: 'identified too long ago', route: '/valkommen', path: '/valkommen' },
  { what: 'joining', route: '/anslut', path: '/anslut' },
  { what: 'joining, with applications', route: '/anslut', path: '/anslut', as: 'Albin Ansökare' },
  { what: 'joining, too many', route: '/anslut', path: '/anslut?fel=too_many&fall=drafts', as: 'Albin Ansökare' },
  { what: 'terms', route: '/anslut/villkor', path: '/anslut/villkor' },
  { what: 'asked to sign', route: '/anslut/part/[token]', path: () => `/anslut/part/${applications.link}` },
  {
    what: 'asked to sign, logged in',
    route: '/anslut/part/[token]',
    path: () => `/anslut/part/${applications.link}`,
    as: 'Albin Ansökare',
  },
  ...APPLICATION_STATES.map(
    (state): Visit => ({
      what: `application, ${state}`,
      route: '/anslut/[reference]',
      path: () => `/anslut/${applications.of[state]}`,
      as: 'Albin Ansökare',
    }),
  ),
  {
    what: 'application, somebody was before',
    route: '/anslut/[reference]',
    path: () => `/anslut/${applications.of.signing}?fel=conflict&fall=application_open`,
    as: 'Albin Ansökare',
  },
  ...JOINING_STEPS.flatMap((step): Visit[] => [
    {
      what: `step ${step}`,
      route: '/anslut/[reference]/[steg]',
      path: () => `/anslut/${applications.of.draft}/${step}`,
      as: 'Albin Ansökare',
    },
    {
      what: `step ${step}, faults`,
      route: '/anslut/[reference]/[steg]',
      path: () => `/anslut/${applications.empty}/${step}?visa=fel`,
      as: 'Albin Ansökare',
    },
  ]),
  { what: 'companies of an ombud', route: '/foretag', path: '/foretag', as: 'Elin Strand' },
  { what: 'a company refused', route: '/foretag', path: '/foretag?fel=foretag', as: 'Elin Strand' },
  { what: 'no company', route: '/foretag', path: '/foretag', as: 'Göran Lind' },
  { what: 'home', route: '/hem', path: '/hem', as: 'Sofia Sida' },
  { what: 'home, nothing handed in', route: '/hem', path: '/hem', as: 'Nils Ny' },
  { what: 'home, seen by a reader', route: '/hem', path: '/hem', as: 'Rut Läsare' },
  { what: 'e-services', route: '/lamna', path: '/lamna', as: 'Sofia Sida' },
  { what: 'e-services, seen by a reader', route: '/lamna', path: '/lamna', as: 'Rut Läsare' },
  { what: 'hand in', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Sofia Sida' },
  { what: 'hand in, seen by a reader', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Rut Läsare' },
  { what: 'check only', route: '/lamna/[tjanst]', path: '/lamna/franvarouppgift', as: 'Sofia Sida' },
  { what: 'hand in, refused', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan?fel=invalid&fall=file_name', as: 'Sofia Sida' },
  {
    what: 'hand in, instead of another',
    route: '/lamna/[tjanst]',
    path: () => `/lamna/sjukanmalan?ersatter=${references.disapproved}`,
    as: 'Sofia Sida',
  },
  { what: 'hand in, a good file', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Sofia Sida', act: chooseGood },
  { what: 'hand in, remarks', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Sofia Sida', act: leaveUnticked },
  { what: 'hand in, faults', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Sofia Sida', act: chooseBad },
  { what: 'hand in, too large', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Sofia Sida', act: chooseTooLarge },
  { what: 'hand in, line broken', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Sofia Sida', act: breakLine },
  { what: 'report', route: '/rapport/[id]', path: '/lamna/sjukanmalan', as: 'Sofia Sida', act: sendBadAsForm },
  { what: 'submissions', route: '/inlamningar', path: '/inlamningar', as: 'Sofia Sida' },
  { what: 'submissions, all companies', route: '/inlamningar', path: '/inlamningar?foretag=alla', as: 'Elin Strand' },
  { what: 'submissions, none', route: '/inlamningar', path: '/inlamningar', as: 'Nils Ny' },
  { what: 'submissions, not found', route: '/inlamningar', path: '/inlamningar?sok=finns-inte&fran=x', as: 'Sofia Sida' },
  ...SITUATIONS.map(
    (situation): Visit => ({
      what: `submission, ${situation}`,
      route: '/inlamningar/[reference]',
      path: () => `/inlamningar/${references[situation]}`,
      as: 'Sofia Sida',
    }),
  ),
  {
    what: 'submission, replaced',
    route: '/inlamningar/[reference]',
    path: () => `/inlamningar/${corrected.replaced}`,
    as: 'Sofia Sida',
  },
  {
    what: 'submission, dealt with',
    route: '/inlamningar/[reference]',
    path: () => `/inlamningar/${corrected.dealtWith}`,
    as: 'Sofia Sida',
  },
  {
    what: 'submission, an answer of FK refused',
    route: '/inlamningar/[reference]',
    path: () => `/inlamningar/${references.unknownHeld}?fel=invalid&fall=told_at`,
    as: 'Sofia Sida',
  },
  {
    what: 'submission, seen by a reader',
    route: '/inlamningar/[reference]',
    path: () => `/inlamningar/${references.unknownHeld}`,
    as: 'Rut Läsare',
  },
  { what: 'inbox', route: '/inkorg', path: '/inkorg', as: 'Sofia Sida' },
  { what: 'inbox, nothing has come', route: '/inkorg', path: '/inkorg', as: 'Nils Ny' },
  ...DELIVERY_STATES.map(
    (state): Visit => ({
      what: `delivery, ${state}`,
      route: '/inkorg/[id]',
      path: () => `/inkorg/${deliveries[state]}`,
      as: 'Sofia Sida',
    }),
  ),
  {
    what: 'delivery, acknowledged too early',
    route: '/inkorg/[id]',
    path: () => `/inkorg/${deliveries.unread}?fel=conflict&fall=not_fetched`,
    as: 'Sofia Sida',
  },
  {
    what: 'delivery, acknowledged just now',
    route: '/inkorg/[id]',
    path: () => `/inkorg/${deliveries.acknowledged}?klart=kvitterad`,
    as: 'Sofia Sida',
  },
  {
    what: 'delivery, seen by a reader',
    route: '/inkorg/[id]',
    path: () => `/inkorg/${deliveries.unread}`,
    as: 'Rut Läsare',
  },
  { what: 'certificates', route: '/foretaget/certifikat', path: '/foretaget/certifikat', as: 'Ada Admin' },
  {
    what: 'certificates, opened',
    route: '/foretaget/certifikat',
    path: '/foretaget/certifikat',
    as: 'Ada Admin',
    act: openCertificate,
  },
  { what: 'certificates, none', route: '/foretaget/certifikat', path: '/foretaget/certifikat', as: 'Sofia Sida' },
  {
    what: 'certificates, refused',
    route: '/foretaget/certifikat',
    path: '/foretaget/certifikat?fel=invalid&fall=key_sent',
    as: 'Ada Admin',
  },
  { what: 'order a certificate', route: '/foretaget/bestall', path: '/foretaget/bestall', as: 'Ada Admin' },
  { what: 'company', route: '/foretaget', path: '/foretaget', as: 'Ada Admin' },
  { what: 'company, seen by a reader', route: '/foretaget', path: '/foretaget', as: 'Rut Läsare' },
  { what: 'company, name refused', route: '/foretaget', path: '/foretaget?fel=invalid&fall=company_name', as: 'Ada Admin' },
  { what: 'people', route: '/foretaget/personer', path: '/foretaget/personer', as: 'Ada Admin' },
  {
    what: 'people, an invitation opened',
    route: '/foretaget/personer',
    path: '/foretaget/personer',
    as: 'Ada Admin',
    act: openInvitation,
  },
  { what: 'people, seen by a reader', route: '/foretaget/personer', path: '/foretaget/personer', as: 'Rut Läsare' },
  {
    what: 'people, refused',
    route: '/foretaget/personer',
    path: '/foretaget/personer?fel=invalid&fall=end_missing',
    as: 'Ada Admin',
  },
  {
    what: 'person',
    route: '/foretaget/personer/[id]',
    path: () => `/foretaget/personer/${people.colleague}`,
    as: 'Ada Admin',
  },
  {
    what: 'person, the last administrator',
    route: '/foretaget/personer/[id]',
    path: () => `/foretaget/personer/${people.admin}`,
    as: 'Ada Admin',
  },
  {
    what: 'person, refused',
    route: '/foretaget/personer/[id]',
    path: () => `/foretaget/personer/${people.colleague}?fel=conflict&fall=administrator_accepts`,
    as: 'Ada Admin',
  },
  { what: 'invitation', route: '/inbjudan/[token]', path: `/inbjudan/${INVITED.open}`, as: 'Sofia Sida' },
  { what: 'invitation, without a login', route: '/inbjudan/[token]', path: `/inbjudan/${INVITED.open}` },
  { what: 'invitation, used', route: '/inbjudan/[token]', path: `/inbjudan/${INVITED.used}`, as: 'Sofia Sida' },
  { what: 'invitation, to another', route: '/inbjudan/[token]', path: `/inbjudan/${INVITED.other}`, as: 'Sofia Sida' },
  {
    what: 'invitation, none',
    route: '/inbjudan/[token]',
    path: '/inbjudan/finns-inte?fel=conflict&fall=invitation_gone',
    as: 'Sofia Sida',
  },
  { what: 'agents', route: '/foretaget/ombud', path: '/foretaget/ombud', as: 'Ada Admin' },
  { what: 'agents, seen by a handler', route: '/foretaget/ombud', path: '/foretaget/ombud', as: 'Sofia Sida' },
  {
    what: 'agents, refused',
    route: '/foretaget/ombud',
    path: '/foretaget/ombud?fel=invalid&fall=period',
    as: 'Ada Admin',
  },
  { what: 'rights', route: '/foretaget/bekrafta', path: '/foretaget/bekrafta', as: 'Ada Admin' },
  {
    what: 'rights, seen by a handler',
    route: '/foretaget/bekrafta',
    path: '/foretaget/bekrafta?klart=bekraftat',
    as: 'Sofia Sida',
  },
  { what: 'leave or end', route: '/foretaget/avsluta', path: '/foretaget/avsluta', as: 'Ada Admin' },
  {
    what: 'leave or end, refused',
    route: '/foretaget/avsluta',
    path: '/foretaget/avsluta?fel=invalid&fall=end_number',
    as: 'Ada Admin',
  },
  { what: 'leave, seen by a handler', route: '/foretaget/avsluta', path: '/foretaget/avsluta', as: 'Sofia Sida' },
  { what: 'a company left', route: '/foretag', path: '/foretag?klart=lamnat', as: 'Göran Lind' },
  { what: 'clients', route: '/foretaget/kunder', path: '/foretaget/kunder', as: 'Ada Admin' },
  { what: 'clients, none', route: '/foretaget/kunder', path: '/foretaget/kunder', as: 'Sofia Sida' },
  {
    what: 'clients, refused',
    route: '/foretaget/kunder',
    path: '/foretaget/kunder?fel=invalid&fall=assign_nobody',
    as: 'Ada Admin',
  },
  {
    what: 'notices, refused',
    route: '/foretaget/aviseringar',
    path: '/foretaget/aviseringar?fel=invalid&fall=addresses',
    as: 'Ada Admin',
  },
  { what: 'notices', route: '/foretaget/aviseringar', path: '/foretaget/aviseringar', as: 'Ada Admin' },
  { what: 'notices, seen by a handler', route: '/foretaget/aviseringar', path: '/foretaget/aviseringar', as: 'Sofia Sida' },
  { what: 'webhooks', route: '/foretaget/aviseringar', path: '/foretaget/aviseringar', as: 'Hugo Hook', act: openWebhooks },
  { what: 'older calls', route: '/foretaget/aviseringar', path: '/foretaget/aviseringar', as: 'Hugo Hook', act: openOlderCalls },
  {
    what: 'webhooks, refused',
    route: '/foretaget/aviseringar',
    path: '/foretaget/aviseringar?fel=invalid&fall=webhook_private',
    as: 'Hugo Hook',
  },
  {
    what: 'webhook secret, shown',
    route: '/foretaget/aviseringar/hemlighet',
    path: '/foretaget/aviseringar',
    as: 'Hugo Hook',
    act: showSecret,
  },
  {
    what: 'webhook secret, no more',
    route: '/foretaget/aviseringar/hemlighet',
    path: '/foretaget/aviseringar/hemlighet',
    as: 'Hugo Hook',
  },
  { what: 'e-services of a company', route: '/foretaget/tjanster', path: '/foretaget/tjanster', as: 'Ada Admin' },
  { what: 'e-services, one in test', route: '/foretaget/tjanster', path: '/foretaget/tjanster', as: 'Tova Test' },
  { what: 'e-services, seen by a handler', route: '/foretaget/tjanster', path: '/foretaget/tjanster', as: 'Sofia Sida' },
  { what: 'e-services to choose from, in test', route: '/lamna', path: '/lamna', as: 'Tova Test' },
  { what: 'hand in, in test', route: '/lamna/[tjanst]', path: '/lamna/sjukanmalan', as: 'Tova Test' },
  { what: 'log', route: '/foretaget/logg', path: '/foretaget/logg', as: 'Ada Admin' },
  { what: 'log, with the portal’s own steps', route: '/foretaget/logg', path: '/foretaget/logg?vem=portal', as: 'Ada Admin' },
  { what: 'log, nothing found', route: '/foretaget/logg', path: '/foretaget/logg?fran=2031-01-01&till=x', as: 'Ada Admin' },
  { what: 'log, asked for by a handler', route: '/foretaget/logg', path: '/foretaget/logg', as: 'Sofia Sida' },
  { what: 'conversions', route: '/foretaget/omvandlingar', path: '/foretaget/omvandlingar', as: 'Hugo Hook' },
  {
    what: 'conversions, not ticked',
    route: '/foretaget/omvandlingar',
    path: '/foretaget/omvandlingar?fel=invalid&fall=conversion_unseen',
    as: 'Hugo Hook',
  },
  { what: 'conversions, none', route: '/foretaget/omvandlingar', path: '/foretaget/omvandlingar', as: 'Sofia Sida' },
  { what: 'retention, an old login', route: '/foretaget/gallring', path: '/foretaget/gallring', as: 'Ada Admin', old: true },
  { what: 'retention', route: '/foretaget/gallring', path: '/foretaget/gallring', as: 'Ada Admin' },
  { what: 'retention, seen by a handler', route: '/foretaget/gallring', path: '/foretaget/gallring', as: 'Sofia Sida' },
  {
    what: 'retention, refused',
    route: '/foretaget/gallring',
    path: '/foretaget/gallring?fel=invalid&fall=keep_days',
    as: 'Ada Admin',
  },
  { what: 'support', route: '/support', path: '/support', as: 'Fatima Haddad' },
  { what: 'support, found', route: '/support', path: () => `/support?fraga=${references.disapproved}`, as: 'Fatima Haddad' },
  { what: 'support, a long outage', route: '/support', path: () => `/support?fraga=${references.gaveUp}`, as: 'Fatima Haddad' },
  {
    what: 'support, an answer of FK refused',
    route: '/support',
    path: () => `/support?fraga=${references.unknownHeld}&fel=invalid&fall=settlement`,
    as: 'Fatima Haddad',
  },
  { what: 'support, not found', route: '/support', path: '/support?fraga=K7MQ-2XWH-8', as: 'Fatima Haddad' },
  { what: 'support, a personnummer', route: '/support', path: '/support?fel=personnummer', as: 'Fatima Haddad' },
  { what: 'operation', route: '/drift', path: '/drift', as: 'Göran Lind' },
  { what: 'account', route: '/konto', path: '/konto', as: 'Sofia Sida' },
  { what: 'account, a code is asked for', route: '/konto', path: '/konto?klart=kod', as: 'Nils Ny', act: askMailCodeOf },
  { what: 'account, address refused', route: '/konto', path: '/konto?fel=invalid&fall=address', as: 'Göran Lind' },
  { what: 'erase the account', route: '/konto/radera', path: '/konto/radera', as: 'Sofia Sida' },
  { what: 'erase, the last administrator', route: '/konto/radera', path: '/konto/radera', as: 'Ada Admin' },
  { what: 'erase, refused', route: '/konto/radera', path: '/konto/radera?fel=invalid&fall=erase_word', as: 'Sofia Sida' },
  { what: 'login, after erasing', route: '/logga-in', path: '/logga-in?klart=raderat' },
  { what: 'login link', route: '/losenord/[token]', path: () => `/losenord/${loginLink}` },
  { what: 'login link, gone', route: '/losenord/[token]', path: '/losenord/finns-inte' },
  {
    what: 'login link, refused',
    route: '/losenord/[token]',
    path: () => `/losenord/${loginLink}?fel=invalid&fall=too-short`,
  },
  { what: 'own login', route: '/konto/inloggning', path: '/konto/inloggning', as: 'Hugo Hook' },
  { what: 'own login, none', route: '/konto/inloggning', path: '/konto/inloggning', as: 'Sofia Sida' },
  {
    what: 'own login, refused',
    route: '/konto/inloggning',
    path: '/konto/inloggning?fel=invalid&fall=totp',
    as: 'Hugo Hook',
  },
  {
    what: 'a colleague’s login',
    route: '/foretaget/personer/[id]/inloggning',
    path: () => `/foretaget/personer/${linkedPerson}/inloggning`,
    as: 'Hugo Hook',
  },
  { what: 'login of a company', route: '/foretaget/inloggning', path: '/foretaget/inloggning', as: 'Hugo Hook' },
  {
    what: 'login of a company, seen by a handler',
    route: '/foretaget/inloggning',
    path: '/foretaget/inloggning',
    as: 'Sofia Sida',
  },
  { what: 'reset a login', route: '/drift/inloggning', path: '/drift/inloggning', as: 'Göran Lind' },
  {
    what: 'reset a login, refused',
    route: '/drift/inloggning',
    path: '/drift/inloggning?fel=not_found&fall=account',
    as: 'Göran Lind',
  },
  { what: 'queue', route: '/drift/anslutningar', path: '/drift/anslutningar', as: 'Göran Lind' },
  { what: 'queue, nothing there', route: '/drift/anslutningar', path: '/drift/anslutningar?del=kompletteras', as: 'Göran Lind' },
  {
    what: 'queue, a form on paper refused',
    route: '/drift/anslutningar',
    path: '/drift/anslutningar?fel=not_found&fall=paper',
    as: 'Göran Lind',
  },
  ...DESK_CASES.map(
    (situation): Visit => ({
      what: `at the desk, ${situation}`,
      route: '/drift/anslutningar/[reference]',
      path: () => `/drift/anslutningar/${desk[situation]}`,
      as: 'Göran Lind',
    }),
  ),
  {
    what: 'at the desk, refused without a reason',
    route: '/drift/anslutningar/[reference]',
    path: () => `/drift/anslutningar/${desk['handed in']}?fel=invalid&fall=decision_reason`,
    as: 'Göran Lind',
  },
  {
    what: 'letter to an employer',
    route: '/drift/anslutningar/[reference]/brev',
    path: () => `/drift/anslutningar/${desk['on paper, approved']}/brev`,
    as: 'Göran Lind',
  },
  { what: 'contact', route: '/kontakt', path: '/kontakt' },
  { what: 'privacy', route: '/personuppgifter', path: '/personuppgifter' },
  { what: 'accessibility', route: '/tillganglighet', path: '/tillganglighet' },
  { what: 'status', route: '/driftinformation', path: '/driftinformation' },
  {
    what: 'status, to a form that nobody knows the fate of',
    route: '/driftinformation',
    path: '/driftinformation?fel=unavailable&fall=commit_unknown',
  },
  { what: 'no such page', route: 'not-found', path: '/finns/inte', status: 404 },
  { what: 'a fault of ours', route: 'error', path: () => `/inlamningar/${broken}`, as: 'Sofia Sida', status: 500 },
]

test.use({ trace: 'off' })
// Half of the pages for each worker.
test.describe.configure({ mode: 'parallel' })

test.beforeAll(async ({ owner, agency }) => {
  await agency.behave({})
  const sofia = await newcomer(owner, 'Sofia Sida', '165599007019')
  await colleague(owner, { name: 'Rut Läsare', employerId: sofia.employerId, role: 'reader' })
  await newcomer(owner, 'Nils Ny', '165599007027')
  const ada = await newcomer(owner, 'Ada Admin', '165599007035')
  await certificatesOf(owner, ada)
  await bureausOf(owner, ada.employerId)
  people = await peopleStates(owner, ada)
  const tova = await newcomer(owner, 'Tova Test', '165599007308')
  await owner.prisma.member.updateMany({ where: { personId: tova.personId }, data: { role: 'administrator' } })
  await owner.prisma.exchange.updateMany({ where: { employerId: tova.employerId }, data: { state: 'test' } })
  desk = await deskCases(owner)
  const hugo = await newcomer(owner, 'Hugo Hook', '165599007076')
  await owner.prisma.member.updateMany({ where: { personId: hugo.personId }, data: { role: 'administrator' } })
  await hookStates(owner, hugo)
  await conversionStates(owner, hugo.employerId)
  applications = await joiningStates(owner)
  loginLink = await ownLoginStates(owner, hugo.personId)
  linkedPerson = hugo.personId
  references = await writeSituations(owner, sofia)
  await mailAbout(owner, references.refused)
  deliveries = await deliverStates({ agency, owner }, { ...sofia, orgnr: '5599007019' })
  corrected = await correctedOf(owner, sofia)
  broken = (await writeSituations(owner, sofia, ['withdrawn'])).withdrawn
  await owner.prisma.submission.update({ where: { reference: broken }, data: { report: {}, fileName: BROKEN } })
})

for (const visit of ROUTES)
  test.describe(visit.what, () => {
    test.use({ pageFalls: visit.status === 500 })

    test('is whole for everybody', async ({ page, context, owner }) => {
      const faults: string[] = []
      const { seen, read } = looksAt(visit)
      for (const looks of seen) {
        await arrive(page, { visit, context, owner, locale: looks[0]?.locale ?? 'sv' })
        for (const look of looks) {
          faults.push(...(await faultsIn(page, look)))
          await photograph(page, visit, look)
        }
      }
      for (const locale of read) {
        await speak(context, locale)
        const response = await page.request.get(pathOf(visit))
        expect(response.status()).toBe(visit.status ?? 200)
        faults.push(...(await faultsInWords(page, await response.text(), locale)))
      }
      expect(faults).toEqual([])
    })
  })

test('a day of attempts at a receiver that is away is one row, for the company and for support', async ({
  page,
  context,
  owner,
}) => {
  const [numbers, inRow] = [/1–2\s880$/, /2\s880 försök i rad/]
  await logInAs(context, owner, { name: 'Sofia Sida' })
  await open(page, `/inlamningar/${references.gaveUp}`)
  await page.getByText('Tekniska uppgifter').click()
  const tries = page.getByRole('table', { name: 'Försök att skicka' }).getByRole('row')
  await expect(tries).toHaveCount(2)
  await expect(tries.getByRole('rowheader')).toHaveText(numbers)
  await expect(tries.nth(1)).toContainText(inRow)
  await expect(page.getByRole('region', { name: 'Vad har hänt?' }).getByRole('listitem')).toHaveText([
    /Inlämnad till portalen/,
    /Försök 1–2\s880: Filen kom inte iväg\./,
    /Stannade/,
  ])
  await page.getByText(/^Fler svar från Försäkringskassan/).click()
  await expect(page.getByText(/^Upptaget\./)).toHaveText([`Upptaget. Ärende ${OUTAGE_TRIES - 1}`])
  await logInAs(context, owner, { name: 'Fatima Haddad' })
  await open(page, `/support?fraga=${references.gaveUp}`)
  const found = page.getByRole('table', { name: 'Försök', exact: true }).getByRole('row')
  await expect(found).toHaveCount(2)
  await expect(found.getByRole('rowheader')).toHaveText(numbers)
  await expect(found.nth(1)).toContainText(inRow)
})

test('every link on every page leads to a page', async ({ page, context, owner, here }) => {
  // Hundreds of pages, one after the other.
  test.setTimeout(600_000)
  // Paths within the portal; what leads elsewhere is not asked.
  const readLinks = (html: string) =>
    [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a[href^="/"]')].map(
      (link) => link.getAttribute('href')?.split('#')[0] ?? '',
    )
  const links = new Map<string, string>()
  for (const visit of ROUTES.filter(({ act, status }) => !act && !status)) {
    await context.clearCookies()
    if (visit.as) await logInAs(context, owner, { name: visit.as })
    const html = await (await page.request.get(pathOf(visit))).text()
    for (const href of await page.evaluate(readLinks, html))
      links.set(new URL(href, here.settings.publicUrl).href, visit.as ?? '')
  }
  const rows = await owner.prisma.submission.findMany({ where: { fileName: BROKEN }, select: { reference: true } })
  for (const { reference } of rows) links.delete(`${here.settings.publicUrl}/inlamningar/${reference}`)
  const dead: string[] = []
  for (const as of new Set(links.values())) {
    await context.clearCookies()
    if (as) await logInAs(context, owner, { name: as })
    for (const [href] of [...links].filter(([, who]) => who === as)) {
      const answer = await page.request.get(href)
      if (!answer.ok()) dead.push(`${href} ${answer.status()} (${as})`)
    }
  }
  expect(links.size).toBeGreaterThan(20)
  expect(dead).toEqual([])
})

test('the skip link leads past the header, and the focus is seen there', async ({ page }) => {
  await page.goto('/kontakt')
  await awake(page)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Hoppa till innehållet' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

type ArriveInput = { visit: Visit; context: BrowserContext; owner: Db; locale: PageLook['locale'] }

async function arrive(page: Page, { visit, context, owner, locale }: ArriveInput): Promise<void> {
  await context.clearCookies()
  await speak(context, locale)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 900 })
  const login = visit.as && (await logInAs(context, owner, { name: visit.as }))
  if (login && visit.old) await owner.prisma.loginSession.update({ where: { id: login.sessionId }, data: { provedAt: null } })
  const response = await page.goto(pathOf(visit))
  expect(response?.status()).toBe(visit.status ?? 200)
  if (response) expectHeaders(response, visit.as !== undefined)
  await awake(page)
  if (pathOf(visit).includes('fel=')) await expectFocusOnAnswer(page)
  await visit.act?.(page)
}

const speak = (context: BrowserContext, locale: PageLook['locale']) =>
  context.addCookies([{ name: 'sprak', value: locale, url: readEnvironment().settings.publicUrl }])

const pathOf = ({ path }: Visit): string => (typeof path === 'string' ? path : path())

/** What FK said no to: one that a new file has replaced, and one that was marked as dealt with. */
async function correctedOf(owner: Db, by: Parameters<typeof writeSituations>[1]) {
  const { refused: replaced, approved } = await writeSituations(owner, by, ['refused', 'approved'])
  const { disapproved: dealtWith } = await writeSituations(owner, by, ['disapproved'])
  const { id } = await owner.prisma.submission.findUniqueOrThrow({ where: { reference: approved } })
  await owner.prisma.submission.update({ where: { reference: replaced }, data: { replacedBy: id } })
  const mark = { dealtWithAt: new Date(), dealtWithBy: `person:${by.personId}` }
  await owner.prisma.submission.update({ where: { reference: dealtWith }, data: mark })
  return { replaced, dealtWith }
}

async function photograph(page: Page, { what }: Visit, { locale, scheme, width, own }: PageLook): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({
    path: join(PICTURES, `${[what, width, scheme, locale, own].filter(Boolean).join(' ')}.png`),
    fullPage: true,
  })
}

// The form as data: its steps, and each step's fields in their order. Labels are in lib/text/joining.ts, by the same names.
import { LIMITS } from '#lib/limits.ts'
import { services } from '#lib/services/catalogue.ts'
import type { ApplicationKind } from './application.ts'
import { currentTerms } from './terms.ts'

/**
 * `person`: personnummer or samordningsnummer, kept sealed. `employer`: the employer's number, sealed when it is a person's.
 * `choices`: several, stored with commas between. `accept`: the version of a text that is accepted, which must be the present one. `tick`: `yes` or `no`. `amount`: a whole number.
 */
export type FieldKind =
  | 'text'
  | 'mail'
  | 'phone'
  | 'person'
  | 'employer'
  | 'postcode'
  | 'choice'
  | 'choices'
  | 'tick'
  | 'accept'
  | 'amount'

/** The value of a field as it is stored, or its first value; a sealed number as its mask. */
export type FieldReader = (name: string) => string

export type JoiningField = {
  /** In a row (`rows`) the name is followed by the row's number. */
  name: string
  kind: FieldKind
  choices?: readonly string[]
  /** What stands in it before anybody has chosen: in a row, in the first one alone. */
  first?: string | ((read: FieldReader) => string)
  /** Undefined: never. `name` gives a field of the same row. */
  required?: (read: FieldReader, name: (base: string) => string) => boolean
  /** It is asked only then. */
  shown?: JoiningField['required']
  /** Repeated: how many rows there may be, and the field that counts them. */
  rows?: JoiningRows
}
export type JoiningRows = { most: number; count: string }

export type StepId = 'du' | 'arbetsgivaren' | 'kontakt' | 'firmateckning' | 'administratorer' | 'tjanster' | 'villkor' | 'granska'

export type JoiningStep = { id: StepId; kinds: readonly ApplicationKind[]; fields: readonly JoiningField[] }

const always = () => true
const BOTH = ['join', 'administrators'] as const
const JOIN = ['join'] as const

export const POSITIONS = ['signatory', 'delegate', 'agent'] as const
export const SIGNING_MANNERS = ['alone', 'two', 'board', 'other'] as const
export const WAYS = ['manual', 'curl', 'shs-node', 'shs-service'] as const
export type WayWish = (typeof WAYS)[number]

/** E-services whose files go on to FK. */
export const JOINABLE_SERVICES: readonly string[] = services.filter(({ checkOnly }) => !checkOnly).map(({ id }) => id)

const signatories: JoiningRows = { most: LIMITS.applicationSignatories, count: 'signatoryCount' }
const administrators: JoiningRows = { most: LIMITS.applicationAdministrators, count: 'administratorCount' }

const hasWay =
  (...ways: WayWish[]) =>
  (read: FieldReader) =>
    read('ways')
      .split(',')
      .some((way) => ways.some((wished) => wished === way))
const isMachine = hasWay('curl', 'shs-node', 'shs-service')
/** The row is somebody else than the applicant. */
const notMe = (me: string) => (read: FieldReader, name: (base: string) => string) => read(name(me)) !== 'yes'
const otherContact = (read: FieldReader) => read('contactMe') !== 'yes'
const otherTechnical = (read: FieldReader) => isMachine(read) && read('technicalMe') !== 'yes'

const other = (me: string) => ({ required: notMe(me), shown: notMe(me) })
const contact = { required: otherContact, shown: otherContact }
const technical = { required: otherTechnical, shown: otherTechnical }
const wayWish = (way: WayWish) => ({ required: hasWay(way), shown: hasWay(way) })

export const STEPS: readonly JoiningStep[] = [
  {
    id: 'du',
    kinds: BOTH,
    fields: [
      { name: 'mail', kind: 'mail', required: always },
      { name: 'phone', kind: 'phone', required: always },
      { name: 'position', kind: 'choice', choices: POSITIONS, first: 'signatory', required: always },
    ],
  },
  {
    id: 'arbetsgivaren',
    kinds: BOTH,
    fields: [
      { name: 'employerNumber', kind: 'employer', required: always },
      { name: 'employerName', kind: 'text', required: always },
      { name: 'address', kind: 'text', required: always },
      { name: 'postcode', kind: 'postcode', required: always },
      { name: 'town', kind: 'text', required: always },
      { name: 'country', kind: 'text', first: 'SE' },
    ],
  },
  {
    id: 'kontakt',
    kinds: JOIN,
    fields: [
      { name: 'contactMe', kind: 'tick', first: 'yes' },
      { name: 'contactName', kind: 'text', ...contact },
      { name: 'contactMail', kind: 'mail', ...contact },
      { name: 'contactPhone', kind: 'phone', ...contact },
      { name: 'noticeAddress', kind: 'mail', rows: { most: LIMITS.noticeAddresses, count: 'noticeCount' } },
    ],
  },
  {
    id: 'firmateckning',
    kinds: BOTH,
    fields: [
      { name: 'manner', kind: 'choice', choices: SIGNING_MANNERS, first: 'alone', required: always },
      {
        name: 'needed',
        kind: 'amount',
        required: (read) => read('manner') === 'other',
        shown: (read) => read('manner') === 'other',
      },
      {
        name: 'signatoryMe',
        kind: 'tick',
        rows: signatories,
        first: (read) => (read('position') === 'signatory' ? 'yes' : 'no'),
      },
      { name: 'signatoryName', kind: 'text', rows: signatories, ...other('signatoryMe') },
      { name: 'signatoryNumber', kind: 'person', rows: signatories, ...other('signatoryMe') },
      { name: 'signatoryRole', kind: 'text', rows: signatories },
      { name: 'signatoryMail', kind: 'mail', rows: signatories, ...other('signatoryMe') },
    ],
  },
  {
    id: 'administratorer',
    kinds: BOTH,
    fields: [
      { name: 'administratorMe', kind: 'tick', rows: administrators, first: 'yes' },
      { name: 'administratorName', kind: 'text', rows: administrators, ...other('administratorMe') },
      { name: 'administratorNumber', kind: 'person', rows: administrators, ...other('administratorMe') },
      { name: 'administratorMail', kind: 'mail', rows: administrators, ...other('administratorMe') },
      { name: 'administratorPhone', kind: 'phone', rows: administrators, shown: notMe('administratorMe') },
      { name: 'administratorCompany', kind: 'text', rows: administrators, shown: notMe('administratorMe') },
      { name: 'replaces', kind: 'tick', first: 'yes' },
    ],
  },
  {
    id: 'tjanster',
    kinds: JOIN,
    fields: [
      {
        name: 'services',
        kind: 'choices',
        choices: JOINABLE_SERVICES,
        first: JOINABLE_SERVICES.length === 1 ? JOINABLE_SERVICES.join() : '',
        required: always,
      },
      { name: 'ways', kind: 'choices', choices: WAYS, first: 'manual', required: always },
      { name: 'technicalMe', kind: 'tick', first: 'yes', shown: isMachine },
      { name: 'technicalName', kind: 'text', ...technical },
      { name: 'technicalMail', kind: 'mail', ...technical },
      { name: 'technicalPhone', kind: 'phone', ...technical },
      { name: 'shsActor', kind: 'text', ...wayWish('shs-node') },
      { name: 'shsNode', kind: 'text', ...wayWish('shs-node') },
      { name: 'shsAddress', kind: 'text', ...wayWish('shs-node') },
      { name: 'shsProducts', kind: 'text', ...wayWish('shs-node') },
      { name: 'supplierName', kind: 'text', ...wayWish('shs-service') },
      { name: 'supplierNumber', kind: 'text', shown: hasWay('shs-service') },
      { name: 'startInTest', kind: 'tick', first: 'no' },
    ],
  },
  {
    id: 'villkor',
    kinds: BOTH,
    fields: [
      { name: 'terms', kind: 'accept', choices: [currentTerms().terms.version], required: always },
      { name: 'agreement', kind: 'accept', choices: [currentTerms().agreement.version], required: always },
    ],
  },
  { id: 'granska', kinds: BOTH, fields: [] },
]

export const stepsOf = (kind: ApplicationKind): JoiningStep[] => STEPS.filter(({ kinds }) => kinds.includes(kind))

export const stepById = (kind: ApplicationKind, id: string): JoiningStep | undefined =>
  stepsOf(kind).find((step) => step.id === id)

/** The name under which a row's field is stored. Rows count from 1. */
export const rowField = (base: string, row: number): string => `${base}${row}`

import { describe, expect, test } from 'vitest'
import { LOCALES } from './locale.ts'
import {
  CERTIFICATE_HOLDERS,
  hasEnd,
  isOperatorKind,
  type NoticeStage,
  OPERATOR_KINDS,
  type OperatorKind,
  type OperatorParams,
  operatorTexts,
  writeOperatorNotice,
} from './operator-notices.ts'

const certificate = { ended: 'no', days: 14, ends: '2027-01-20', count: 3 }
const PARAMS: { [K in OperatorKind]: OperatorParams[K][] } = {
  line: (Object.keys(operatorTexts.sv.fault) as OperatorParams['line']['fault'][]).map((fault) => ({ fault })),
  queue: [{ count: 1 }, { count: 1200 }],
  'store-away': [{}],
  'broker-keys': [{}],
  'keys-away': [{}],
  'key-missing': [{ month: '2026-11' }],
  'store-distrusted': [{ process: 'gateway', instance: 'g-1' }],
  disk: [{ free: 1_500_000_000 }],
  restored: [{}],
  held: [{}],
  'relay-silent': [{ instance: 'relay-2' }],
  'relay-was-silent': [{}],
  mail: [{}],
  refused: [{ count: 4 }],
  dispute: [{ count: 2 }],
  contradicted: [{ count: 1 }],
  certificate: CERTIFICATE_HOLDERS.flatMap((holder) => [
    { holder, ...certificate },
    { holder, ...certificate, ended: 'yes', days: 0, count: 1 },
    { holder, ...certificate, days: 0 },
    { holder, ...certificate, days: 1 },
  ]),
}
const CASES = LOCALES.flatMap((locale) =>
  OPERATOR_KINDS.flatMap((kind) =>
    (hasEnd(kind) ? (['begins', 'lasts', 'over'] as const) : (['once'] as const)).flatMap((stage) =>
      PARAMS[kind].map((params) => ({ locale, kind, stage, params })),
    ),
  ),
)
const write = ({ locale, ...notice }: (typeof CASES)[number] & { stage: NoticeStage }) =>
  writeOperatorNotice(
    { ...notice, since: new Date('2026-11-30T12:18:00Z'), until: new Date('2026-12-01T09:00:00Z') },
    { locale, publicUrl: 'https://kvittens.example.se' },
  )

test.each(CASES)('$locale $kind $stage $params: a whole mail, every place filled in', (one) => {
  const { subject, text } = write(one)
  expect(`${subject}\n${text}`).not.toMatch(/[{}]|undefined|NaN|operator|\bnull\b| {2}/)
  expect(subject.length).toBeLessThan(160)
  expect(text).toContain('https://kvittens.example.se/driftinformation')
})

test('each mail is told from the others by its subject', () => {
  for (const locale of LOCALES) {
    const one = CASES.filter(
      ({ kind, params, ...of }) => of.locale === locale && (kind === 'certificate' || params === PARAMS[kind][0]),
    )
    const subjects = one.map((each) => write(each).subject)
    expect(subjects.filter((subject, index) => subjects.indexOf(subject) !== index)).toEqual([])
  }
})

describe('the line', () => {
  const of = (locale: 'sv' | 'en', stage: 'begins' | 'lasts' | 'over') =>
    write({ locale, kind: 'line', stage, params: { fault: 'ownCertificate' } })

  test('says since when, what is wrong and what to do', () => {
    expect(of('sv', 'begins').subject).toBe('Inga filer kommer fram till Försäkringskassan sedan kl. 13.18 den 30 november 2026')
    expect(of('sv', 'begins').text).toContain('Vårt eget klientcertifikat gäller inte.')
    expect(of('sv', 'lasts').subject).toMatch(/^Fortfarande: Inga filer/)
    expect(of('sv', 'over').text).toContain('från kl. 13.18 den 30 november 2026 till kl. 10.00 den 1 december 2026')
    expect(of('en', 'begins').subject).toBe('No files have reached Försäkringskassan since 13:18 on 30 November 2026')
  })
})

test('only words of this table are kinds', () => {
  expect(['line', 'toString', 'constructor', ''].map(isOperatorKind)).toEqual([true, false, false, false])
})

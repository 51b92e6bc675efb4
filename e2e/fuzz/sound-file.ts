// Small sjukanmälningar that can be sent, written in ordinary and in odd ways: what the quick path leaves to the general reader.
import { FUZZ_PERSONS } from './made-file.ts'
import type { Random } from './random.ts'

type SoundCase = {
  person: string
  first: string
  period: readonly [string, string] | undefined
  ended: string
  reference: string
}

/** All of them other people. */
const PERSONS = FUZZ_PERSONS.slice(0, 5)
const FIRST_DAYS = ['2026-11-05', '2026-11-03', '2026-10-28', '2026-08-17'] as const
const REFERENCES = ['R', 'Lön ', 'Åsa Öberg ', 'x-'] as const

function casesOf(random: Random): SoundCase[] {
  return PERSONS.slice(0, 1 + random.below(PERSONS.length)).map((person, n) => ({
    person,
    first: random.pick(FIRST_DAYS),
    period: random.once(4) ? (['2026-06-01', '2026-06-04'] as const) : undefined,
    ended: random.once(6) ? '2026-12-31' : '',
    reference: random.once(3) ? '' : `${random.pick(REFERENCES)}${n}`,
  }))
}

/** In UTF-8; nothing to three odd ways of writing it. */
export function soundXml(random: Random): Uint8Array {
  const newline = random.pick(['\n', '\r\n', ''])
  const cases = casesOf(random).map(({ person, first, period, ended, reference }) =>
    [
      `<sjukfall><personnummer>${person}</personnummer><sjuklonFrom>${first}</sjuklonFrom>`,
      period ? `<tidigarePeriod from="${period[0]}" tom="${period[1]}"/>` : '',
      ended === '' ? '' : `<anstallningUpphord>${ended}</anstallningUpphord>`,
      reference === '' ? '' : `<referens>${reference}</referens>`,
      '</sjukfall>',
    ].join(newline),
  )
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<sjukanmalan version="1.0" skapad="2026-11-20T10:00:00">',
    '<avsandare><organisationsnummer>5599001236</organisationsnummer><namn>Åkes Lön AB</namn></avsandare>',
    '<arbetsgivare><identitet>5599001236</identitet>',
    ...cases,
    '</arbetsgivare>',
    `<kontroll antalArbetsgivare="1" antalSjukfall="${cases.length}"/>`,
    '</sjukanmalan>',
  ].join(newline || '\n')
  let odd = text
  for (let left = random.below(4); left > 0; left--) odd = random.pick(ODD_WAYS)(odd, random)
  return new Uint8Array(Buffer.from(odd))
}

type OddWay = (text: string, random: Random) => string

/** XML says that each of them is the same file. */
const ODD_WAYS: readonly OddWay[] = [
  (text, random) => inOne(text, random, /<sjukfall>/g, (tag) => `<!-- ${random.pick(['a', '</sjukfall>', '&'])} -->${tag}`),
  (text, random) =>
    inOne(text, random, /<(?:sjuklonFrom|referens|sjukfall)>/g, (tag) => `${tag}<?p ${random.pick(['a', '</sjukfall>'])}?>`),
  (text, random) =>
    inOne(text, random, /<\/?(?:sjuklonFrom|personnummer|sjukfall|referens)>/g, (tag) =>
      tag.replace('>', random.pick([' >', '\n>', '\t>'])),
    ),
  (text, random) => inOne(text, random, /(?<=<(?:personnummer|sjuklonFrom)>)\d/g, (digit) => `&#${digit.charCodeAt(0)};`),
  (text, random) =>
    inOne(text, random, /(?<=<referens>)[^<]+/g, (words) => (random.once(2) ? `<![CDATA[${words}]]>` : `${words}&amp;`)),
  (text, random) =>
    inOne(
      text,
      random,
      /<tidigarePeriod from="([^"]*)" tom="([^"]*)"\/>/g,
      (_, from, to) => `<tidigarePeriod tom='${to}'\n from='${from}'></tidigarePeriod>`,
    ),
  (text, random) =>
    inOne(text, random, /<sjukfall>/g, (tag) => `${random.pick(['   \n  ', '\n'.repeat(1100), ' '.repeat(2000)])}${tag}`),
]

function inOne(text: string, random: Random, pattern: RegExp, change: (...match: string[]) => string): string {
  const all = [...text.matchAll(pattern)]
  if (all.length === 0) return text
  const found = random.pick(all)
  return text.slice(0, found.index) + change(...found) + text.slice(found.index + found[0].length)
}

/** In ISO-8859-1. A person's number may have ten digits and a sign, and what may be absent is. */
export function soundFixed(random: Random): Uint8Array {
  const newline = random.pick(['\r\n', '\r\n', '\n'])
  const line = (text: string) => text.padEnd(120) + newline
  const short = random.once(2)
  const compact = (day: string) => day.replaceAll('-', '')
  const cases = casesOf(random)
  const records = cases.flatMap(({ person, first, period, ended, reference }) => [
    line(
      `20${(short && random.once(2) ? `${person.slice(2, 8)}-${person.slice(8)}` : person).padEnd(12)}${compact(first)}${compact(ended).padEnd(8)}${reference}`,
    ),
    ...(period ? [line(`21${period.map(compact).join('')}`)] : []),
  ])
  const start = line(
    `00SJUKAN010020261120100000165599001236${'Åkes Lön AB'.padEnd(50)}${(random.once(2) ? 'Lön 1' : '').padEnd(30)}N`,
  )
  const employer = line(`10165599001236${(random.once(2) ? 'Åre AB' : '').padEnd(50)}`)
  return new Uint8Array(
    Buffer.from([start, employer, ...records, line(`99000001${String(cases.length).padStart(8, '0')}`)].join(''), 'latin1'),
  )
}

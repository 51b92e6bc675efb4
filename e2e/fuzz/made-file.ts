// Small sjukanmälningar in XML in many layouts, mostly right, some with warnings.
import { OTHER_PERSON, PERSON } from '../fixtures/checking/build.ts'
import { firstDueIn } from '../fixtures/checking/due-days.ts'
import type { Random } from './random.ts'

// biome-ignore format: as many a line as fit
export const FUZZ_PERSONS = [
  PERSON, OTHER_PERSON, '199001032383', '199001072389', '199001052381', '900101-2385', '19900102-2384', '9001032383',
]
// biome-ignore format: as many a line as fit
export const DAYS = [
  '2026-11-05', firstDueIn(0), firstDueIn(1), firstDueIn(-1), '2026-10-20', '2026-11-15', '2026-11-21', '2025-10-01',
]
export const PERIODS = [
  ['2026-10-28', '2026-10-31'],
  ['2026-10-20', '2026-10-21'],
  ['2026-10-24', '2026-10-26'],
  ['2026-11-02', '2026-11-01'],
] as const
export const REFERENCES = ['R', 'Lön ', 'A > B "x" ', 'Åsa Öberg ', 'Ĺ ž ']

/** In UTF-8, or in ISO-8859-1 where the file declares it. */
export function makeXml(random: Random): Uint8Array {
  const latin1 = random.once(6)
  const newline = random.pick(['\n', '\n', '\r\n', '', ' '])
  const indent = random.pick(['', '  ', '\t', '    '])
  const line = (depth: number, text: string) => `${indent.repeat(depth)}${text}${newline}`
  const sameReference = random.once(3)
  let cases = 0
  const employers = 1 + (random.once(3) ? 1 : 0)
  let text = random.once(8) && !latin1 ? '' : `<?xml version="1.0" encoding="${latin1 ? 'ISO-8859-1' : 'UTF-8'}"?>${newline}`
  text += line(0, `<sjukanmalan version="1.0" skapad="2026-11-20T10:00:00">`)
  text += line(1, '<avsandare><organisationsnummer>5599001236</organisationsnummer><namn>Åkes Lön AB</namn></avsandare>')
  for (let employer = 0; employer < employers; employer++) {
    text += line(1, '<arbetsgivare>') + line(2, '<identitet>5599001236</identitet>')
    if (random.once(2)) text += line(2, '<namn>Åre AB</namn>')
    for (let left = 1 + random.below(8); left > 0; left--) text += oneCase()
    text += line(1, '</arbetsgivare>')
  }
  text += line(1, `<kontroll antalArbetsgivare="${employers}" antalSjukfall="${cases}"/>`)
  text += line(0, '</sjukanmalan>')
  return new Uint8Array(Buffer.from(text, latin1 ? 'latin1' : 'utf8'))

  function oneCase(): string {
    cases++
    let one = line(2, '<sjukfall>')
    one += line(3, `<personnummer>${random.pick(FUZZ_PERSONS)}</personnummer>`)
    one += line(3, `<sjuklonFrom>${random.pick(DAYS)}</sjuklonFrom>`)
    for (let left = random.once(3) ? random.below(3) : 0; left > 0; left--) {
      const [from, to] = random.pick(PERIODS)
      one += line(3, `<tidigarePeriod from="${from}" tom="${to}"${random.pick(['', ' '])}/>`)
    }
    if (random.once(5)) one += line(3, `<anstallningUpphord>${random.pick(DAYS)}</anstallningUpphord>`)
    if (!random.once(3)) {
      const reference = random.pick(latin1 ? REFERENCES.slice(0, random.pick([3, 4])) : REFERENCES)
      one += line(3, `<referens>${reference}${sameReference ? random.below(3) : cases}</referens>`)
    }
    return one + line(2, '</sjukfall>')
  }
}

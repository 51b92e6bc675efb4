// Sample files that can be sent today: node e2e/samples.ts <out-folder> [--records N] [--megabytes N] [--orgnr N]
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { dayOf, formatDay, stockholmDay } from '#lib/checking/calendar.ts'
import { parsePerson } from '#lib/identifiers.ts'
import { unpackTestPersons } from '#lib/services/test-persons.ts'
import { TEST_PERSONS } from '#lib/services/test-persons-list.ts'

export type SampleOptions = {
  now: Date
  /** As many cases, or cases until the file is as large as this. */
  records?: number
  bytes?: number
  /** How many cases other files have taken already. */
  skip?: number
  /** Ten digits; the first seeded employer's by default. */
  orgnr?: string
  encoding?: 'UTF-8' | 'ISO-8859-1'
}

type Case = { personnummer: string; first: string; referens: string }

const ORGNR = '5599001236'
const NAME = 'Exempelbolaget AB'
const CASES_PER_EMPLOYER = 100_000
// After day 14, and no more than seven days later, a notice is neither early nor late; it may be sent tomorrow as well.
const NEWEST = 14
const DAYS_IN_TIME = 6
// So far apart that nobody asks whether two cases of one person belong together.
const NEXT_ROUND = 19

let persons: string[] | undefined

/** Published test persons only. Each has one case in time; a larger file goes round again with earlier, late cases. */
function caseAt(index: number, now: Date): Case {
  const today = stockholmDay(now)
  persons ??= unpackTestPersons(TEST_PERSONS).filter((number) => isWorker(number, today))
  const round = Math.floor(index / persons.length)
  const first = today - NEWEST - (index % DAYS_IN_TIME) - round * (NEXT_ROUND + DAYS_IN_TIME)
  const personnummer = persons[index % persons.length] as string
  return { personnummer, first: formatDay(Math.max(first, dayOf(1992, 1, 1))), referens: `R${index + 1}` }
}

/** Nobody younger than 16 or older than 70 has a sick-pay period, and a samordningsnummer may hold a date that is no date. */
function isWorker(number: string, today: number): boolean {
  const born = number.slice(0, 4)
  const parsed = parsePerson(number, today)
  return 'kind' in parsed && parsed.kind === 'personnummer' && born > '1956' && born < '2010'
}

/** A sjukanmälan in XML, piece by piece. */
export function* sampleXml({
  now,
  records,
  bytes,
  skip = 0,
  orgnr = ORGNR,
  encoding = 'UTF-8',
}: SampleOptions): Generator<string> {
  let size = 0
  let index = 0
  let employers = 0
  const open = () => {
    employers++
    return `  <arbetsgivare>\n    <identitet>${orgnr}</identitet>\n    <namn>${NAME}</namn>\n`
  }
  yield `<?xml version="1.0" encoding="${encoding}"?>
<!DOCTYPE sjukanmalan SYSTEM "sjukanmalan-1.0.dtd">
<sjukanmalan version="1.0" skapad="${clock(now)}">
  <avsandare>
    <organisationsnummer>${orgnr}</organisationsnummer>
    <namn>${NAME}</namn>
    <system>Kvittens exempelfiler 1.0</system>
    <kontakt>Löneenheten Åre</kontakt>
  </avsandare>
`
  while (records === undefined ? size < (bytes ?? 0) : index < records) {
    const { personnummer, first, referens } = caseAt(skip + index, now)
    const start = index % CASES_PER_EMPLOYER === 0 ? `${index > 0 ? '  </arbetsgivare>\n' : ''}${open()}` : ''
    const piece = `${start}    <sjukfall>
      <personnummer>${personnummer}</personnummer>
      <sjuklonFrom>${first}</sjuklonFrom>
      <referens>${referens}</referens>
    </sjukfall>
`
    index++
    size += piece.length
    yield piece
  }
  yield `  </arbetsgivare>\n  <kontroll antalArbetsgivare="${employers}" antalSjukfall="${index}"/>\n</sjukanmalan>\n`
}

/** A sjukanmälan in fixed positions, record by record. */
export function* sampleFixed({ now, records = 10, skip = 0, orgnr = ORGNR }: SampleOptions): Generator<string> {
  const record = (text: string) => `${text.padEnd(120)}\r\n`
  const sender = `16${orgnr}${NAME.padEnd(50)}${'Kvittens exempelfiler 1.0'.padEnd(30)}`
  yield record(`00SJUKAN0100${clock(now).replace(/\D/g, '')}${sender}N`)
  yield record(`1016${orgnr}${NAME.padEnd(50)}`)
  for (let index = 0; index < records; index++) {
    const { personnummer, first, referens } = caseAt(skip + index, now)
    yield record(`20${personnummer}${first.replaceAll('-', '')}${' '.repeat(8)}${referens}`)
  }
  yield record(`99000001${String(records).padStart(8, '0')}`)
}

export function writeSample(file: string, pieces: Iterable<string>, encoding: 'utf8' | 'latin1' = 'utf8'): Promise<void> {
  return pipeline(Readable.from(inBlocks(pieces, encoding)), createWriteStream(file))
}

export function* inBlocks(pieces: Iterable<string>, encoding: 'utf8' | 'latin1'): Generator<Buffer> {
  let block = ''
  for (const piece of pieces) {
    block += piece
    if (block.length < 1 << 18) continue
    yield Buffer.from(block, encoding)
    block = ''
  }
  yield Buffer.from(block, encoding)
}

/** Five minutes ago by clocks in Sweden: no clock is so wrong that the file comes from the future. */
function clock(now: Date): string {
  return new Date(now.getTime() - 300_000).toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' }).replace(' ', 'T')
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { records: { type: 'string' }, megabytes: { type: 'string' }, orgnr: { type: 'string' } },
  })
  const [folder] = positionals
  if (!folder) throw new Error('node e2e/samples.ts <out-folder> [--records N] [--megabytes N] [--orgnr N]')
  mkdirSync(folder, { recursive: true })
  const records = Number(values.records ?? 10_000)
  const options = { now: new Date(), ...(values.orgnr ? { orgnr: values.orgnr } : {}) }
  await writeSample(join(folder, `sjukanmalan-${records}.xml`), sampleXml({ ...options, records }))
  await writeSample(join(folder, `sjukanmalan-${records}.txt`), sampleFixed({ ...options, records }), 'latin1')
  if (values.megabytes) {
    const bytes = Number(values.megabytes) * 1_000_000
    await writeSample(join(folder, `sjukanmalan-${values.megabytes}MB.xml`), sampleXml({ ...options, bytes }))
  }
}

// Small sjukanmälningar in fixed positions, mostly right, some with warnings; and ways to damage them.
import { DAYS, FUZZ_PERSONS, PERIODS, REFERENCES } from './made-file.ts'
import type { Random } from './random.ts'

const LENGTH = 120

/** In ISO-8859-1, sometimes in UTF-8 by mistake. */
export function makeFixed(random: Random): Uint8Array {
  const newline = random.pick(['\r\n', '\r\n', '\n'])
  const line = (text: string) => text.slice(0, LENGTH).padEnd(LENGTH) + newline
  const sameReference = random.once(3)
  const employers = 1 + (random.once(3) ? 1 : 0)
  let cases = 0
  let text = line(
    `00SJUKAN010020261120100000165599001236${'Åkes Lön AB'.padEnd(50)}${(random.once(2) ? 'Lön 1' : '').padEnd(30)}N`,
  )
  for (let employer = 0; employer < employers; employer++) {
    text += line(`10165599001236${(random.once(2) ? 'Åre AB' : '').padEnd(50)}${random.once(3) ? '12345678' : ''}`)
    for (let left = 1 + random.below(8); left > 0; left--) text += oneCase()
  }
  text += line(`99${String(employers).padStart(6, '0')}${String(cases).padStart(8, '0')}`)
  return new Uint8Array(Buffer.from(text, random.once(15) ? 'utf8' : 'latin1'))

  function oneCase(): string {
    cases++
    const ended = random.once(5) ? random.pick(DAYS).replaceAll('-', '') : ''
    const reference = random.pick(REFERENCES.slice(0, random.pick([3, 4]))) + (sameReference ? random.below(3) : cases)
    const first = random.pick(DAYS).replaceAll('-', '')
    let one = line(`20${random.pick(FUZZ_PERSONS).padEnd(12)}${first}${ended.padEnd(8)}${random.once(3) ? '' : reference}`)
    for (let left = random.once(3) ? random.below(3) : 0; left > 0; left--) {
      const [from, to] = random.pick(PERIODS)
      one += line(`21${from.replaceAll('-', '')}${to.replaceAll('-', '')}`)
    }
    return one
  }
}

// biome-ignore format: as many a line as fit
const PUT = [
  '', ' ', '1', '0', 'A', 'å', '20', '21', '10', '99', '00', '20261131', '\n', '\r', '\r\n', '\t', '\0', '\x7f', '\x9f',
  '\xad', '<',
]

/** The file with one to four changes: of bytes, or of whole records (moved, doubled, dropped, cut, retyped). */
export function mutateFixed(file: Uint8Array, random: Random): Uint8Array {
  let text = Buffer.from(file).toString('latin1')
  for (let left = 1 + random.below(4); left > 0; left--)
    text = random.once(2) ? changeSigns(text, random) : changeRecords(text, random)
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

/** Half of the changes keep the length of the record. */
function changeSigns(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const put = random.once(8) ? Buffer.from('Åsa').toString('latin1') : random.pick(PUT)
  const gone = random.once(2) ? put.length : random.below(4)
  return text.slice(0, at) + put + text.slice(at + gone)
}

function changeRecords(text: string, random: Random): string {
  const records = text.split(/(?<=\n)/)
  const at = random.below(records.length)
  const one = records[at] ?? ''
  const others = records.toSpliced(at, 1)
  const changed = [
    () => others,
    () => records.toSpliced(at, 0, one),
    () => others.toSpliced(random.below(records.length), 0, one),
    () => records.with(at, random.pick(['00', '10', '20', '21', '99', 'XX', '  ']) + one.slice(2)),
    () => records.with(at, one.slice(0, random.below(one.length + 1))),
    () => records.with(at, one.replace(/\r?\n/, random.pick(['\n', '\r\n', '', '\r']))),
    () => records.with(at, one.replace(/ +(?=\r?\n)/, '')),
    () => records.with(at, one.replace(/\d/, String(random.below(10)))),
  ]
  return random.pick(changed)().join('')
}

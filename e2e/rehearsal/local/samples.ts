// Files to try the portal with, made anew at each start, since what is in time today is late next week.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sampleFixed, sampleXml, writeSample } from '../../fixtures/samples.ts'

export async function writeSamples(dir: string, now: Date): Promise<void> {
  const at = (name: string) => join(dir, 'samples', name)
  mkdirSync(join(dir, 'samples'), { recursive: true })
  await writeSample(at('sjukanmalan.xml'), sampleXml({ now, records: 10 }))
  await writeSample(at('sjukanmalan.txt'), sampleFixed({ now, records: 10 }), 'latin1')
  await writeSample(at('sjukanmalan-10000.xml'), sampleXml({ now, records: 10_000 }))
  await writeSample(at('sjukanmalan-med-fel.xml'), withFaults(sampleXml({ now, records: 10 })))
}

/** A wrong check digit, a date that does not exist and a count that does not agree. */
function* withFaults(pieces: Iterable<string>): Generator<string> {
  let number = 0
  for (const piece of pieces) {
    number++
    if (number === 4)
      yield piece.replace(/(\d{11})(\d)(<\/personnummer>)/, (_, head, digit, tail) => `${head}${(Number(digit) + 1) % 10}${tail}`)
    else if (number === 6) yield piece.replace(/<sjuklonFrom>(\d{4})-\d\d-\d\d/, '<sjuklonFrom>$1-02-30')
    else yield piece.replace('antalSjukfall="10"', 'antalSjukfall="11"')
  }
}

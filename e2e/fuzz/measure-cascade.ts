import { startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { NOW, OTHER_PERSON, PERSON, xml, xmlCase, xmlEmployer, xmlPeriod, xmlSender } from '../fixtures/checking/build.ts'
import { ALONE, encodePlanted, plantFault, SYNTAX_PLANTS } from './plant-faults.ts'
import { Random } from './random.ts'

export const FIVE = 'five of different kinds'
export const KINDS = Object.keys(SYNTAX_PLANTS)
const TOGETHER = KINDS.filter((kind) => !ALONE.includes(kind))
const PERSONS = [PERSON, OTHER_PERSON, '199001032383', '199001072389']
const AT_ONCE = 5

export type Cascade = {
  files: number
  faults: number
  findings: number
  most: number
  tooMany: { text: string; report: Report }[]
}

/** Files with one fault of the kind, or with five. Throws when one of them is XML, or gives no finding. */
export function cascadeOf(
  kind: string,
  { first, files, isXml }: { first: number; files: number; isXml: (bytes: Uint8Array) => boolean },
): Cascade {
  const sum: Cascade = { files: 0, faults: 0, findings: 0, most: 0, tooMany: [] }
  for (let seed = first; seed < first + files; seed++) {
    const random = new Random(seed)
    const kinds = kind === FIVE ? Array.from({ length: AT_ONCE }, () => random.pick(TOGETHER)) : [kind]
    const planted = plantAll(kinds, random)
    if (!planted) continue
    const bytes = encodePlanted(kinds, planted)
    if (isXml(bytes)) throw new Error(`${kind}, seed ${seed}: is XML`)
    const report = checkOf(bytes)
    const found = report.findings.length
    if (found === 0 || report.stop === 0) throw new Error(`${kind}, seed ${seed}: nothing was found`)
    sum.files++
    sum.faults += kinds.length
    sum.findings += found
    sum.most = Math.max(sum.most, found)
    if (found !== kinds.length) sum.tooMany.push({ text: planted, report })
  }
  return sum
}

/** Each fault in a case of its own, or in what is around the cases. */
function plantAll(kinds: readonly string[], random: Random): string | undefined {
  let text: string | undefined = cleanFile()
  for (const kind of kinds) text = text === undefined ? undefined : plantFault(kind, text, random)
  return text
}

function cleanFile(): string {
  const cases = (from: number) =>
    Array.from({ length: 12 }, (_, i) => {
      const first = `2026-11-0${1 + (i % 3) + 4}`
      const rest = `${xmlPeriod('2026-10-31', '2026-11-01')}\n<referens>Lön ${from + i} åäö</referens>\n`
      return xmlCase({
        person: PERSONS[(from + i) % PERSONS.length] ?? PERSON,
        first,
        rest: i % 2 === 0 ? rest : `<referens>Rad ${from + i}</referens>`,
      })
    }).join('\n')
  return xml({
    sender: xmlSender(
      '\n<organisationsnummer>5599001236</organisationsnummer>\n<namn>Åkes Lön AB</namn>\n<system>Löner 4</system>\n',
    ),
    employers: `${xmlEmployer({ rest: '\n<namn>Åre Bygg AB</namn>', cases: cases(0) })}\n${xmlEmployer({ identitet: '5599004560', rest: '<namn>Öre AB</namn>', cases: cases(100) })}`,
    control: '<kontroll antalArbetsgivare="2" antalSjukfall="24"/>',
  })
}

function checkOf(bytes: Uint8Array): Report {
  const service = { ...sjukanmalan, caseRules: [] }
  const check = startCheck({ service, now: NOW, environment: 'test' })
  check.push(bytes)
  return check.finish()
}

/** What the file says before anything is planted. */
export const cleanReport = (): Report => checkOf(new Uint8Array(Buffer.from(cleanFile())))

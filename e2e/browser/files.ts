// Files as a person would choose them, no two alike: the portal takes the same bytes for the same errand, and asks about
// cases that were sent before.
import { createHash } from 'node:crypto'
import { sampleFixed, sampleXml } from '../fixtures/samples.ts'

export type ChosenFile = { name: string; mimeType: string; buffer: Buffer }
type FileOptions = { name?: string; records?: number; orgnr?: string }

let made = 0
/** Cases that files of this run have taken. Playwright begins anew in another process when a test has failed. */
let taken = 500 * Number(process.env.TEST_WORKER_INDEX ?? 0)

export function xmlFile({ name = `sjuk-${made + 1}.xml`, records = 3, orgnr = '5599001236' }: FileOptions = {}): ChosenFile {
  return asXml(name, numbered(sampleXml({ now: new Date(), records, skip: take(records), orgnr })))
}

export function fixedFile({ name = `sjuk-${made + 1}.txt`, records = 3, orgnr = '5599001236' }: FileOptions = {}): ChosenFile {
  const text = numbered(sampleFixed({ now: new Date(), records, skip: take(records), orgnr }))
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text, 'latin1') }
}

/** Where the file's cases begin: there is room for 25,000 that are in time. */
function take(records: number): number {
  const from = taken
  taken += records
  return from
}

/** The payroll system's version tells the files of a run apart; as long as before, since positions are fixed. */
function numbered(pieces: Iterable<string>): string {
  const version = (++made).toString(36).padStart(3, '0')
  return [...pieces].join('').replace('exempelfiler 1.0', `exempelfiler ${version}`)
}

export function asXml(name: string, text: string | Buffer): ChosenFile {
  return { name, mimeType: 'text/xml', buffer: Buffer.from(text) }
}

/** The good file's text with something in it changed. */
export function spoiled(name: string, change: (text: string) => string): ChosenFile {
  const good = xmlFile({ name })
  const text = good.buffer.toString()
  const changed = change(text)
  if (changed === text) throw new Error(`${name}: nothing was changed`)
  return asXml(name, changed)
}

export const sha256 = ({ buffer }: ChosenFile): string => createHash('sha256').update(buffer).digest('hex')

// Is a document well-formed? Asked of the portal's own check and of libxml2, which have no line of code in common.
import { startCheck } from '#lib/checking/check.ts'
import type { Service } from '#lib/services/description.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { NOW } from '../fixtures/checking/build.ts'

/** What the check says of a file that is not XML, or not in an encoding that it takes. */
const REFUSALS = ['F01', 'F02', 'F03', 'F04', 'F05', 'F07']

export function isReadToEnd(counts: Record<string, number>): boolean {
  return !REFUSALS.some((code) => code in counts)
}

/** Which of those a document of any kind gets, read by an e-service that asks nothing but that it is XML. */
export function syntaxRefusalOf(bytes: Uint8Array): string | undefined {
  const [, name = 'none'] = /<([A-Za-z_:\u00c0-\uffff][^\s<>/?!'"=@#$]*)/.exec(new TextDecoder().decode(bytes)) ?? []
  const service: Service = {
    ...franvarouppgift,
    root: { ...franvarouppgift.root, name, attributes: [], content: [] },
    xml: { encodings: ['UTF-8', 'ISO-8859-1'], doctype: null, namespace: null },
    caseRules: [],
  }
  const check = startCheck({ service, now: NOW, environment: 'test' })
  check.push(bytes)
  return Object.keys(check.finish().counts)[0]
}

/** Whether libxml2 reads it to its end. */
export async function openLibxml2(): Promise<(bytes: Uint8Array) => boolean> {
  const { XmlDocument } = await import('libxml2-wasm')
  return (bytes) => {
    try {
      XmlDocument.fromBuffer(bytes).dispose()
      return true
    } catch (error) {
      // A prefix that nobody has declared is well-formed XML all the same; libxml2 stops at it.
      return /^Namespace prefix \S+ (for \S+ )?on \S+ is not defined/.test(error instanceof Error ? error.message : '')
    }
  }
}

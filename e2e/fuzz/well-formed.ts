// Whether a document is well-formed, by the portal's check and by libxml2, which share no code.
import { startCheck } from '#lib/checking/check.ts'
import type { Service } from '#lib/services/description.ts'
import { franvarouppgift } from '#lib/services/franvarouppgift.ts'
import { NOW } from '../fixtures/checking/build.ts'

/** Codes for files that are not XML, or in another encoding. */
const REFUSALS = ['F01', 'F02', 'F03', 'F04', 'F05', 'F07']

export function isReadToEnd(counts: Record<string, number>): boolean {
  return !REFUSALS.some((code) => code in counts)
}

/** The first code for a document, checked as an e-service without requirements beyond XML. */
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
      // An undeclared prefix is well-formed XML, but an error to libxml2.
      return /^Namespace prefix \S+ (for \S+ )?on \S+ is not defined/.test(error instanceof Error ? error.message : '')
    }
  }
}

/** What libxml2 says of a document, as xmllint prints it. */
export async function libxml2Says(bytes: Uint8Array): Promise<string> {
  const { XmlDocument } = await import('libxml2-wasm')
  try {
    XmlDocument.fromBuffer(bytes).dispose()
    return 'xmllint: no errors'
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error)
  }
}

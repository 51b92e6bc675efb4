import { SaxesParser } from 'saxes'
import { BrokenArchive } from './zip-entries.ts'

export type XmlListener = {
  open?(name: string, attributes: Record<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

/** Reads a part of a workbook; names come without their prefix. Throws BrokenArchive for malformed XML and for a DOCTYPE. */
export function xmlEvents(listener: XmlListener): { push(chunk: Uint8Array): void; end(): void } {
  const parser = new SaxesParser({ xmlns: false, position: false })
  const decoder = new TextDecoder()
  parser.on('error', () => {
    throw new BrokenArchive()
  })
  // Workbooks have no DOCTYPE; entities that it could define are not wanted.
  parser.on('doctype', () => {
    throw new BrokenArchive()
  })
  parser.on('opentag', ({ name, attributes }) => listener.open?.(local(name), attributes))
  parser.on('closetag', ({ name }) => listener.close?.(local(name)))
  parser.on('text', (text) => listener.text?.(text))
  parser.on('cdata', (text) => listener.text?.(text))
  return {
    push: (chunk) => {
      parser.write(decoder.decode(chunk, { stream: true }))
    },
    end: () => {
      parser.write(decoder.decode()).close()
    },
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

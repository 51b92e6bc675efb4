import type { Place } from '#lib/checking/report.ts'
import { escapeXml } from '#lib/xml.ts'
import { type FileOfValues, findValue, type ValuePlace } from './find-value.ts'
import { latin1Bytes, replaceBytes } from './replace-bytes.ts'

/**
 * `bytes`: the file with the value in it. A workbook's bytes stay as they are: `cell` is what its conversion is to read instead.
 * Refused: `gone`, no such value is there; `too-long` for its positions; `sign`, a character that the file's encoding has not.
 */
export type Corrected =
  | { kind: 'corrected'; bytes: Uint8Array }
  | { kind: 'cell'; cell: string; text: string }
  | { kind: 'refused'; why: 'gone' | 'too-long' | 'sign' }

/** Puts a text, as a person wrote it, where a finding says that a value is wrong: escaped, encoded, quoted and padded as the file needs. */
export function correctValue(file: FileOfValues, at: Place, written: string): Corrected {
  const place = findValue(file, at)
  if (!place) return { kind: 'refused', why: 'gone' }
  const text = written.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').trim()
  if (file.format === 'xlsx') return { kind: 'cell', cell: at.cell ?? '', text }
  const by = bytesOf(place, text)
  if (typeof by === 'string') return { kind: 'refused', why: by }
  return { kind: 'corrected', bytes: replaceBytes(file.bytes, [{ from: place.from, to: place.to, by }]) }
}

function bytesOf(place: ValuePlace, text: string): Uint8Array | 'too-long' | 'sign' {
  switch (place.kind) {
    case 'xml':
      return inMarkup(text, place.isUtf8)
    case 'empty':
      return inMarkup(text, place.isUtf8, (value) => `>${value}</${place.name}>`)
    case 'positions': {
      const width = place.to - place.from
      if ([...text].length > width) return 'too-long'
      return latin1Bytes(text.padEnd(width)) ?? 'sign'
    }
    case 'cell': {
      const { delimiter, encoding } = place.table
      const isQuoted = text.includes(delimiter) || /^\s|["\n\r]|\s$/.test(text)
      const cell = delimiter.repeat(place.missing) + (isQuoted ? `"${text.replaceAll('"', '""')}"` : text)
      return encoding === 'UTF-8' ? new TextEncoder().encode(cell) : (latin1Bytes(cell) ?? 'sign')
    }
  }
}

/** XML can hold what its encoding cannot: as a reference by number. */
function inMarkup(text: string, isUtf8: boolean, around: (value: string) => string = (value) => value): Uint8Array {
  const whole = around(escapeXml(text).replaceAll("'", '&apos;'))
  if (isUtf8) return new TextEncoder().encode(whole)
  const narrow = whole.replace(/[^\t\n\r\u0020-\u007e\u00a0-\u00ff]/gu, (sign) => `&#${sign.codePointAt(0)};`)
  return Uint8Array.from(narrow, (sign) => sign.charCodeAt(0))
}

import type { FieldType } from '#lib/services/description.ts'
import type { Reading, Value } from './value.ts'

export function readText(text: string, { max }: Extract<FieldType, { kind: 'text' }>, reading: Reading): Value | undefined {
  return isHonest(text, max, reading) ? { text } : undefined
}

export function readEmail(text: string, type: Extract<FieldType, { kind: 'email' }>, reading: Reading): Value | undefined {
  if (!isHonest(text, type.max, reading)) return undefined
  if (text.length >= type.min && canBeEmail(text)) return { text }
  reading.found('T03', {})
  return undefined
}

/** T01 and T02: present, not too long, no invisible characters and none that change the direction of text. */
function isHonest(text: string, max: number, reading: Reading): boolean {
  if (text.trim() === '') {
    reading.found('T01', { case: 'missing', max })
    return false
  }
  const length = codePoints(text)
  if (length > max) {
    reading.found('T01', { case: 'long', length, max })
    return false
  }
  const sign = hiddenSign(text)
  if (sign === undefined) return true
  reading.found('T02', { case: kindOf(sign), sign: `U+${sign.toString(16).toUpperCase().padStart(4, '0')}` })
  return false
}

export function codePoints(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count--
  return count
}

export function hiddenSign(text: string): number | undefined {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x7f || (unit > 0xad && unit < 0x61c)) continue
    const code = text.codePointAt(i) as number
    if (isHidden(code)) return code
    if (code > 0xffff) i++
  }
  return undefined
}

function isHidden(code: number): boolean {
  return kindOf(code) !== 'none'
}

function kindOf(code: number): 'control' | 'direction' | 'invisible' | 'replacement' | 'none' {
  if (code >= 0x7f && code <= 0x9f) return 'control'
  if (code === 0x61c || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x206f)) return 'direction'
  if (code === 0x200e || code === 0x200f) return 'direction'
  if (code === 0x180e || code === 0xfeff || (code >= 0x200b && code <= 0x200d) || (code >= 0x2060 && code <= 0x2065))
    return 'invisible'
  // Tag characters and variation selectors have no width of their own either.
  if ((code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe0fff)) return 'invisible'
  return code === 0xfffd ? 'replacement' : 'none'
}

export function canBeEmail(text: string): boolean {
  const at = text.indexOf('@')
  if (at < 1 || at !== text.lastIndexOf('@') || at === text.length - 1) return false
  const domain = text.slice(at + 1)
  return !/[\s\p{Cc}]/u.test(text) && !domain.startsWith('.') && !domain.endsWith('.') && !domain.includes('..')
}

import { hasBom, otherKind } from '#lib/checking/detect.ts'
import { containerIn } from '#lib/checking/kinds/container-kind.ts'
import { hasNumberCell, isDelimited } from '#lib/checking/kinds/text-kind.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import type { Service } from '#lib/services/description.ts'

/** Whether the file is a table or an archive that may be one, by its first bytes; file names are not looked at. */
export function isTable({ table, fixed }: Service, head: Uint8Array): boolean {
  if (!table) return false
  const container = containerIn(head)
  if (container) return container === 'zip'
  const start = hasBom(head) ? 3 : 0
  const text = decodeLatin1(head.subarray(start, start + 4096))
  if (otherKind(head) || /^(\u00ff\u00fe|\u00fe\u00ff)/.test(text) || text.trimStart().startsWith('<')) return false
  const [line = ''] = text.split(/\r\n|\r|\n/, 1)
  if (fixed?.records.some(({ type }) => text.startsWith(type)) && !/[;\t]/.test(line) && !hasNumberCell(line)) return false
  return isDelimited(text)
}

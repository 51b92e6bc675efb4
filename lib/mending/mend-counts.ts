import { startCheck } from '#lib/checking/check.ts'
import { layoutsOf } from '#lib/checking/read/fixed/layout.ts'
import { decodeLatin1 } from '#lib/checking/read/xml/decoder.ts'
import type { Finding } from '#lib/checking/report.ts'
import type { Mender, MendFile } from './mend-kinds.ts'
import { type ByteChange, replaceBytes } from './replace-bytes.ts'

/** Faults with which what was counted may not be all there is. */
const DOUBTFUL = ['F01', 'F02', 'F03', 'F04', 'F05', 'F06', 'F07', 'F10']

type CountChange = ByteChange & { stated: string }

/**
 * The counts that a file states of itself become what is in it. A count is there to show that something was lost, so the file may
 * have no other fault of form, and a person must say so, unless the number is right and only written otherwise (` 4`, `4,0`).
 */
export const mendCounts: Mender = (file) => {
  const check = startCheck(file.options)
  check.push(file.bytes)
  const { findings, counts, avbruten, overhoppat } = check.finish()
  const found = findings.filter(({ code, params }) => code === 'F08' && typeof params.actual === 'number')
  if (found.length === 0 || avbruten || overhoppat || DOUBTFUL.some((code) => counts[code])) return undefined
  const changes = found.map((finding) => changeFor(file, finding))
  const [first] = found
  if (changes.some((change) => change === undefined)) return undefined
  const whole = changes as CountChange[]
  const isSame = whole.every(({ stated }, i) => sameNumber(stated, Number(found[i]?.params.actual)))
  const [only] = whole
  const params = { case: whole.length === 1 ? '' : 'several', of: first?.params.of ?? '', actual: first?.params.actual ?? 0 }
  return {
    bytes: replaceBytes(file.bytes, whole),
    sure: isSame ? 'certain' : 'perhaps',
    count: whole.length,
    params: { ...params, stated: (only?.stated.trim() ?? '').slice(0, 20) },
  }
}

function sameNumber(stated: string, actual: number): boolean {
  return Number(/^\s*\+?(\d{1,15})([.,]0+)?\s*$/.exec(stated)?.[1]) === actual
}

function changeFor(file: MendFile, { at, params }: Finding): CountChange | undefined {
  const written = String(params.actual)
  return file.kind === 'xml' ? inAttribute(file.bytes, at.byte, written) : inPositions(file, at, written)
}

/** The value of an attribute, which begins at `byte`. */
function inAttribute(bytes: Uint8Array, byte: number, written: string): CountChange | undefined {
  const quote = bytes[byte - 1]
  if (quote !== 34 && quote !== 39) return undefined
  const to = bytes.indexOf(quote, byte)
  if (to < 0 || to - byte > 100) return undefined
  return { from: byte, to, by: new TextEncoder().encode(written), stated: decodeLatin1(bytes.subarray(byte, to)) }
}

function inPositions(
  { bytes, options: { service } }: MendFile,
  { byte, column, field }: Finding['at'],
  written: string,
): CountChange | undefined {
  const { fixed } = service
  if (!fixed) return undefined
  const start = byte - column + 1
  const layout = layoutsOf(service, fixed).get(decodeLatin1(bytes.subarray(start, start + 2)))
  const slot = layout?.slots.find(({ from, field: { name } }) => from === column && name === field)
  if (!slot || written.length > slot.to - slot.from + 1) return undefined
  const to = byte + slot.to - slot.from + 1
  const by = new TextEncoder().encode(written.padStart(to - byte, '0'))
  return { from: byte, to, by, stated: decodeLatin1(bytes.subarray(byte, to)) }
}

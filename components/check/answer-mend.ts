// In the worker: what can be mended of the file of the last check, and the file with it mended. Nothing leaves the computer.
import type { CheckOptions } from '#lib/checking/check.ts'
import { ORIGIN_TEXT, type OriginStep } from '#lib/checking/origin.ts'
import { correctValue } from '#lib/mending/correct-value.ts'
import { faultOfValue } from '#lib/mending/fault-of-value.ts'
import { findValue } from '#lib/mending/find-value.ts'
import type { Mend, MendKind } from '#lib/mending/mend-kinds.ts'
import { applyMends, MOST_BYTES_MENDED, offerMends } from '#lib/mending/mends.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { TableFault } from '#lib/tables/table.ts'
import type { MendAnswer, MendInput } from './check-messages.ts'
import { type LastCheck, wholeFile } from './make-file.ts'

export async function answerMend(last: LastCheck, wish: MendInput): Promise<MendAnswer> {
  const { file } = last.request
  // Not even read: it would be held in memory as a whole.
  if (file.size > MOST_BYTES_MENDED)
    return wish.what === 'offers' ? { kind: 'offers', offers: [] } : { kind: 'refused', why: 'gone' }
  const bytes = await wholeFile(file)
  const service = serviceById(last.report.tjanst)
  if (!bytes || !service) return { kind: 'refused', why: 'unreadable' }
  switch (wish.what) {
    case 'offers':
      return { kind: 'offers', offers: offerMends({ bytes, report: last.report, options: await optionsOf(last) }) }
    case 'mend': {
      const { bytes: mended, mends } = applyMends(bytes, await optionsOf(last), wish.kinds)
      if (mends.length === 0) return { kind: 'refused', why: 'gone' }
      return changed(last, mended, { done: mends.map(stepOf) })
    }
    case 'value':
      return aboutValue(last, bytes, wish)
    case 'correct': {
      const { format, tjanst: serviceId } = last.report
      const fault = format && faultOfValue({ format, at: wish.at, text: wish.text.trim() }, await optionsOf(last))
      return fault ? { kind: 'faulty', fault, serviceId } : aboutValue(last, bytes, wish)
    }
  }
}

function aboutValue(last: LastCheck, bytes: Uint8Array, wish: Extract<MendInput, { at: unknown }>): MendAnswer {
  const { report, columns, answers, request } = last
  const service = serviceById(report.tjanst)
  if (!service || report.format === null) return { kind: 'refused', why: 'gone' }
  const file = { service, bytes, format: report.format, columns, answers }
  try {
    if (wish.what === 'value') {
      const found = findValue(file, wish.at)
      return { kind: 'value', text: found && (request.corrections?.[wish.at.cell ?? ''] ?? found.text) }
    }
    const corrected = correctValue(file, wish.at, wish.text)
    const done = [{ kind: 'mended', count: 1 } as const]
    if (corrected.kind === 'refused') return corrected
    if (corrected.kind === 'corrected') return changed(last, corrected.bytes, { done })
    return changed(last, undefined, { done, corrections: { ...request.corrections, [corrected.cell]: corrected.text } })
  } catch (error) {
    // The table cannot be read to that row.
    if (error instanceof TableFault) return { kind: 'refused', why: 'gone' }
    throw error
  }
}

/** Of an encoding both are told. */
function stepOf({ kind, count, params: { from, to } }: Mend): OriginStep & { kind: MendKind } {
  return { kind, count, ...(from && to ? { from: String(from).slice(0, ORIGIN_TEXT), to: String(to) } : {}) }
}

type Change = Pick<Extract<MendAnswer, { kind: 'changed' }>, 'done'> & { corrections?: Record<string, string> }

/** `bytes`: undefined where the file stays as it is. */
function changed(
  { request: { turn: _, ...request } }: LastCheck,
  bytes: Uint8Array | undefined,
  { done, corrections = request.corrections }: Change,
): MendAnswer {
  const { name, type } = request.file
  const file = bytes ? new File([bytes as Uint8Array<ArrayBuffer>], mendedName(name), { type }) : request.file
  return { kind: 'changed', request: { ...request, file, corrections }, done }
}

/** `lista-rattad.xml`, also after the second time. */
function mendedName(name: string): string {
  const [, stem = name, ending = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? []
  return stem.endsWith('-rattad') ? name : `${stem}-rattad${ending}`
}

async function optionsOf({ request }: LastCheck): Promise<CheckOptions> {
  const service = serviceById(request.serviceId)
  if (!service) throw new Error(`no service ${request.serviceId}`)
  const { now, environment, employers } = request
  return { service, now: new Date(now), environment, employers, testPersons: await loadTestPersons(environment) }
}

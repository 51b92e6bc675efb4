import { stockholmDay } from '#lib/calendar.ts'
import { addFindings } from '#lib/checking/add-findings.ts'
import { maskFileName } from '#lib/checking/mask-file-name.ts'
import { type Origin, withinRoom } from '#lib/checking/origin.ts'
import { type ConversionInUse, conversionInUse } from '#lib/conversions/conversion-in-use.ts'
import { askConverter, type ConvertedBytes } from '#lib/converting/ask-converter.ts'
import { AppError } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { startPayload } from '#lib/store/start-payload.ts'
import { hasUnseen } from './ask-history.ts'
import { IncomingFile } from './incoming-file.ts'
import type { IntakeContext, Order } from './order.ts'
import { readPayloadRecipient } from './read-payload-recipient.ts'
import type { Received } from './received.ts'

/** `sha256`, `bytes`: of the table. */
type EndTableInput = { order: Order; socket: string; table: readonly Uint8Array[]; sha256: string; bytes: number }

/**
 * Converts a table whose bytes have all come by the conversion that its company has switched on, and takes the XML in as a file of its
 * own: the table is not kept. Refuses (`conflict`, `conversion_off`) where none is switched on, and as askConverter does.
 */
export async function endTable(context: IntakeContext, input: EndTableInput): Promise<Received> {
  const { db, actor, env, now } = context
  const { order, socket, table, sha256, bytes } = input
  const { employer, service, fileName } = order
  const { employerId } = employer
  const conversion = await conversionInUse({ db, actor }, { employerId, service })
  if (!conversion) throw new AppError('conflict', 'conversion_off')
  const question = {
    ...{ service: service.id, bytes, now: now.toISOString(), environment: env.MILJO, employer: conversion.employer },
    ...{ fileName, layout: conversion.layout, maxFindings: LIMITS.answeredFindings },
  }
  const made = await askConverter(socket, question, table)
  if (!made.xml) return { kind: order.test ? 'tested' : 'stopped', sha256, report: made.report }
  const incoming = new IncomingFile(context, order)
  for (let at = 0; at < made.xml.length; at += PIECE) incoming.note(made.xml.subarray(at, at + PIECE))
  const xmlSha256 = incoming.requireDeclared({})
  const report = await incoming.report({ db, actor, now }, xmlSha256)
  if (order.test || report.stop > 0) return { kind: order.test ? 'tested' : 'stopped', sha256, report: told(made, report) }
  if (hasUnseen(report, order.seen)) return { kind: 'unseen', sha256, report: told(made, report) }
  const payload = await startPayload({
    ...{ dir: env.PAYLOAD_DIR, syncSocket: env.SYNC_SOCKET, employerId },
    ...(await readPayloadRecipient(db)),
  })
  try {
    await payload.write(made.xml)
  } catch (error) {
    await payload.discard()
    throw error
  }
  const origin = originOf(input, { conversion, made, now })
  return {
    ...({ kind: 'clean', sha256: xmlSha256, bytes: made.xml.length, report, payload } as const),
    ...{ caseKeys: incoming.caseKeys, origin: { ...origin, by: 'portal' } as const },
  }
}

const PIECE = 64 * 1024

/** The table's own report, with what only the check of the whole and the history know of the XML: those have no cell. */
function told({ report }: ConvertedBytes, whole: { findings: typeof report.findings; counts: typeof report.counts }) {
  const findings = whole.findings.filter(({ code }) => report.counts[code] === undefined)
  const counts = Object.fromEntries(Object.entries(whole.counts).filter(([code]) => report.counts[code] === undefined))
  const placed = findings.map((finding) => ({ ...finding, at: { ...finding.at, line: 1, column: 1, byte: 0 } }))
  return addFindings(report, { findings: placed, counts })
}

function originOf(
  { order: { fileName }, sha256, bytes }: EndTableInput,
  { conversion, made, now }: { conversion: ConversionInUse; made: ConvertedBytes; now: Date },
): Origin {
  const { id, version } = conversion
  const name = fileName && maskFileName(fileName, stockholmDay(now)).slice(0, 200)
  return withinRoom({ sha256, bytes, ...(name && { name }), steps: made.steps, conversion: { id, version } })
}

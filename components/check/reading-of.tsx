'use client'
import { closerParts } from './load-closer-parts.ts'
import type { AnswerTable } from './table-reading-part.tsx'
import type { CheckedFile } from './use-check.ts'

/** How a table was read: before the findings where something is asked, which is the cure of some of them. */
export function readingOf({ converted, report }: Pick<CheckedFile, 'converted' | 'report'>, onAnswer: AnswerTable) {
  if (!converted?.reading) return { reading: null, isAsked: false }
  const { reading, columns } = converted
  const { TableReadingPart } = closerParts()
  const part = <TableReadingPart reading={reading} columns={columns} serviceId={report.tjanst} onAnswer={onAnswer} />
  return { reading: part, isAsked: reading.questions.length > 0 }
}

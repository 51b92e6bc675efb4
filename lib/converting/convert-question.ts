// What web and gateway ask of the converter (lib/converter), on its Unix socket: one line of JSON and the bytes of a table; the answer is
// one line of JSON and the bytes of the XML, if there is any. A connection for each table: one that is kept may have died with the converter.
import { z } from 'zod'
import type { OriginStep } from '#lib/checking/origin.ts'
import type { Report } from '#lib/checking/report.ts'
import { ENVIRONMENTS } from '#lib/environment.ts'
import { LIMITS } from '#lib/limits.ts'

/** Bytes of a table that is converted by a server. */
export const MOST_TABLE_BYTES = LIMITS.tableMegabytes * 1_000_000
/** Characters of the line of a question. */
export const LONGEST_CONVERT_LINE = 100_000

export const convertQuestion = z.object({
  service: z.string().max(40),
  /** Of the table, which follows. */
  bytes: z.number().int().min(1).max(MOST_TABLE_BYTES),
  now: z.iso.datetime(),
  environment: z.enum(ENVIRONMENTS),
  /** Sender and employer of a table that names none: canonical identity. */
  employer: z.object({ identity: z.string().max(12), name: z.string().max(500) }),
  fileName: z.string().max(1000).optional(),
  /** As it is kept; read anew (lib/tables/layout.ts). */
  layout: z.unknown(),
  maxFindings: z.number().int().min(1),
})
export type ConvertQuestion = z.infer<typeof convertQuestion>

/** The line of an answer. `xml`: how many bytes of it follow; null where there is none. `failed`: the table needs too much of what it says. */
export type ConvertAnswer =
  | { kind: 'converted'; report: Report; steps: OriginStep[]; xml: number | null }
  | { kind: 'failed'; why: 'time' | 'memory' }

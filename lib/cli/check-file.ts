import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type CheckOptions, startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { formatOrgnr } from '#lib/identifiers.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { isTable } from '#lib/tables/is-table.ts'
import { UsageError } from './usage-error.ts'

export type Checked = { report: Report; sha256: string }

/** Bytes kept of a table: one more than the largest that is taken, so that the table check itself reports the size. */
const MOST_OF_TABLE = 50_000_001

/** Reads a file once. A table (CSV, XLSX) is kept in memory and checked as the XML that it is converted to. */
export async function checkFile(file: string, options: CheckOptions): Promise<Checked> {
  const hash = createHash('sha256')
  let judge: Judge | undefined
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      hash.update(chunk)
      judge ??= isTable(options.service, chunk) ? tableJudge(options) : startCheck(options)
      judge.push(chunk)
    }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : undefined
    if (reason === undefined) throw error
    throw new UsageError('unreadable', { file, reason })
  }
  return { report: (judge ?? startCheck(options)).finish(), sha256: hash.digest('hex') }
}

type Judge = { push(chunk: Uint8Array): void; finish(): Report }

function tableJudge({ service, ...options }: CheckOptions): Judge {
  const chunks: Uint8Array[] = []
  let kept = 0
  let bytes = 0
  return {
    push: (chunk) => {
      bytes += chunk.length
      if (kept >= MOST_OF_TABLE) return
      chunks.push(chunk)
      kept += chunk.length
    },
    finish: () => ({
      ...convertTable(service, Buffer.concat(chunks), { ...options, employer: employerOf(options) }).report,
      bytes,
    }),
  }
}

/** The command line knows an employer by number alone, so the number stands in for the name. */
function employerOf({ employers }: Pick<CheckOptions, 'employers'>) {
  const identity = employers?.[0]
  return identity === undefined ? undefined : { identity, name: formatOrgnr(identity) }
}

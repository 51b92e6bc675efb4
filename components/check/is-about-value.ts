import type { Finding } from '#lib/checking/report.ts'

/** Whether a finding is about one value, which may be corrected where it stands. */
export function isAboutValue({ code, at }: Pick<Finding, 'code' | 'at'>): boolean {
  // F06 names elements and records, but for the cells of a table.
  return at.field !== undefined && (code !== 'F06' || at.cell !== undefined)
}

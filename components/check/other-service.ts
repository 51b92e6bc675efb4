import type { Report } from '#lib/checking/report.ts'
import { serviceById } from '#lib/services/catalogue.ts'

/** The e-service that the file belongs to, when F02 names another one. */
export function otherService(report: Report): string | undefined {
  const other = report.findings.find(({ code }) => code === 'F02')?.params.other
  return typeof other === 'string' && other !== report.tjanst && serviceById(other) ? other : undefined
}

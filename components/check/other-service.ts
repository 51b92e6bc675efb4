import type { Report } from '#lib/checking/report.ts'
import { serviceById } from '#lib/services/catalogue.ts'

/** The e-service whose file it is, when it is another one's (F02 says which). */
export function otherService(report: Report): string | undefined {
  const other = report.findings.find(({ code }) => code === 'F02')?.params.other
  return typeof other === 'string' && other !== report.tjanst && serviceById(other) ? other : undefined
}

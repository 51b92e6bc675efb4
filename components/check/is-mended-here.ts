import type { Report } from '#lib/checking/report.ts'
import { isAboutValue } from './is-about-value.ts'

/** Whether any of the faults that stop a file has its field on the page. */
export const isMendedHere = ({ findings }: Pick<Report, 'findings'>): boolean =>
  findings.some((finding) => finding.severity === 'stop' && isAboutValue(finding))

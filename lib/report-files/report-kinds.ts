/** How a report may be kept. Apart from what makes them, so that a page that only names them loads none of it. */
export const REPORT_KINDS = ['xlsx', 'csv', 'json'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

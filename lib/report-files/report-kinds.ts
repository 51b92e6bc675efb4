/** Formats of a report as a file. In a file of its own, so that pages that only list them do not load the writers. */
export const REPORT_KINDS = ['xlsx', 'csv', 'json'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]

/** How many faults the findings stand for. */
export function faultsTold(findings: readonly { count?: number | undefined }[]): number {
  return findings.reduce((sum, { count }) => sum + (count ?? 1), 0)
}

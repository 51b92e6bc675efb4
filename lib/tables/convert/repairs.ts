/** A change for a person to accept. `row` is 0 for the whole file; `from`: as in the file; `to`: as sent. */
export type Repair = { kind: RepairKind; row: number; column: number; field?: string; from: string; to: string }

export type RepairKind =
  | 'bom'
  | 'encoding'
  | 'rows-above'
  | 'unknown-column'
  | 'row-without-case'
  | 'filled-in'
  | 'quotes'
  | 'formula'
  | 'spaces'
  | 'signs'
  | 'line-break'
  | 'leading-zero'
  | 'decimals'
  | 'identity-form'
  | 'date-form'
  | 'date-number'
  | 'clock'
  | 'decimal-comma'
  | 'spelling'

/** Repairs kept; the rest are only counted. */
const KEPT = 10_000

/** Keeps the first repairs, with at least one of each kind, and counts all. */
export class Repairs {
  readonly kept: Repair[] = []
  readonly counts: Partial<Record<RepairKind, number>> = {}

  add(repair: Repair): void {
    const count = this.counts[repair.kind] ?? 0
    this.counts[repair.kind] = count + 1
    if (this.kept.length < KEPT || count === 0) this.kept.push(repair)
  }
}

import type { Model } from '../model.ts'
import type { FixedReader } from '../read/fixed/read-fixed.ts'
import type { FixedPlan } from './fixed-plan.ts'
import { FixedScanner } from './fixed-scanner.ts'

/** Bytes. */
const MOST_PATIENCE = 16_384

/** Reads fixed positions: cases by the scanner, anything else line by line by the general reader. */
export class QuickFixed {
  private readonly plan: FixedPlan
  private readonly general: FixedReader
  private readonly scanner: FixedScanner
  /** Bytes given to the general reader before the scanner is tried again; doubles while the scanner finds nothing. */
  private patience = 0

  constructor(plan: FixedPlan, general: FixedReader, model: Model) {
    this.plan = plan
    this.general = general
    this.scanner = new FixedScanner(plan, model)
  }

  get stopped(): boolean {
    return this.general.stopped
  }

  /** As Reader in check.ts. */
  read(block: Uint8Array, final: boolean, mayLeave: boolean): number {
    let at = 0
    for (;;) {
      const between = this.general.placeFor(this.plan)
      if (between) at = this.scan(block, { ...between, at })
      if (at === block.length && !final) return 0
      const newline = block.indexOf(10, Math.min(block.length, at + this.patience))
      const left = block.length - at
      // The last two records of a block wait: the scanner needs a whole record and the type of the next.
      if (between && mayLeave && !final && at > 0 && left < 2 * this.plan.length) return left
      const piece = block.subarray(at, newline < 0 ? block.length : newline + 1)
      at += piece.length
      this.general.read(piece, final && at === block.length)
      if (at === block.length) return 0
    }
  }

  private scan(block: Uint8Array, start: Parameters<FixedScanner['scan']>[1]): number {
    const { general, plan } = this
    const read = this.scanner.scan(block, start, () => general.makeRoomFor(plan.part))
    this.patience = read > 0 ? 0 : Math.min(2 * this.patience + plan.length, MOST_PATIENCE)
    return start.at + general.passOver(plan, read)
  }
}

import type { Encoding } from '#lib/services/description.ts'
import type { Model } from '../model.ts'
import type { XmlReader } from '../read/xml/read-xml.ts'
import type { XmlPlan } from './xml-plan.ts'
import { XmlScanner } from './xml-scanner.ts'

/** Bytes. A case cut by the end of a block waits for the rest unless it is longer. */
const LONGEST_CASE = 4096
/** Bytes. */
const MOST_PATIENCE = 16_384

/** Reads XML: cases by the scanner, anything else piece by piece by the general reader. */
export class QuickXml {
  private readonly plan: XmlPlan
  private readonly general: XmlReader
  private readonly scanner: XmlScanner
  /** Bytes given to the general reader before the scanner is tried again; doubles while the scanner finds nothing. */
  private patience = 0

  constructor(plan: XmlPlan, general: XmlReader, of: { model: Model; encoding: Encoding }) {
    this.plan = plan
    this.general = general
    this.scanner = new XmlScanner(plan, of.model, of.encoding)
  }

  get stopped(): boolean {
    return this.general.stopped
  }

  /** As Reader in check.ts. */
  read(block: Uint8Array, final: boolean, mayLeave: boolean): number {
    const { general, plan } = this
    let at = 0
    for (;;) {
      const between = general.isBetween(plan.part, plan.parent)
      if (between) at = this.scan(block, at)
      if (at === block.length && !final) return 0
      const pieceEnd = this.pieceEnd(block, at)
      const mayWait = between && mayLeave && !final && at > 0 && pieceEnd === undefined
      if (mayWait && block.length - at < LONGEST_CASE) return block.length - at
      const piece = block.subarray(at, pieceEnd)
      at += piece.length
      general.read(piece, final && at === block.length)
      if (at === block.length) return 0
    }
  }

  private scan(block: Uint8Array, from: number): number {
    const { at, cases, ...spot } = this.scanner.scan(block, { ...this.general.nextSpot(), at: from })
    this.patience = cases > 0 ? 0 : Math.min(2 * this.patience + 256, MOST_PATIENCE)
    if (cases === 0) return from
    this.general.passOver(this.plan.part, cases, spot)
    return at
  }

  /** End of the piece for the general reader: after a case; undefined when none ends in the block. */
  private pieceEnd(block: Uint8Array, at: number): number | undefined {
    const { closes } = this.plan
    const found = this.general.readsAlone ? -1 : closes.indexIn(block, at + this.patience)
    return found < 0 ? undefined : found + closes.length
  }
}

// The check of one file: `startCheck` takes its bytes as they come and gives a Report. Pure: no network, database, clock or
// `node:*`, so that browser, server, gateway and command line run the same code.
//
// Here: what kind of file it is (detect), reading it (read/xml, read/fixed), each value (values/), each case (rules/), what is
// remembered between cases (seen-*, case-memory), findings and report. quick/ reads ordinary cases straight from the bytes.
// Not here: the rules' numbers and fields (lib/services), sentences about findings (lib/text), CSV and XLSX (lib/tables), what
// an employer has sent before (lib/intake).
import type { Environment } from '#lib/environment.ts'
import { FIXED, type FileFormat, type Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import type { CaseKey } from './case-key.ts'
import { type DetectedFormat, detect, forService, hasBom } from './detect.ts'
import { Findings, type Params } from './findings.ts'
import { ContainerKind } from './kinds/container-kind.ts'
import { fixedMark } from './mark.ts'
import { isMasked } from './mask-file-name.ts'
import { Model } from './model.ts'
import { fixedPlanOf } from './quick/fixed-plan.ts'
import { QuickFixed } from './quick/quick-fixed.ts'
import { QuickXml } from './quick/quick-xml.ts'
import { xmlPlanOf } from './quick/xml-plan.ts'
import { FixedReader } from './read/fixed/read-fixed.ts'
import { XmlReader } from './read/xml/read-xml.ts'
import type { Report } from './report.ts'

export type CheckOptions = {
  service: Service
  /** The instant that "today" and "in the future" are about. */
  now: Date
  environment: Environment
  /** Canonical identities that the sender may act for; F12 is asked only where they are given. */
  employers?: readonly string[] | undefined
  /** Asked for in production, where rule I07 applies: `await loadTestPersons(environment)`. */
  testPersons?: TestPersons | undefined
  /** What the file is called where it goes, as maskFileName gives it: F15 tells when that has hidden a number. */
  fileName?: string | undefined
  /** Called at the end of each case. F13 compares cases with those sent before, which the bytes of one file do not show. */
  onCase?: ((told: CaseKey) => void) | undefined
  /** Findings kept per report; the rest are only counted. */
  maxFindings?: number | undefined
  /** A finding for each case, also where all have the same fault. */
  keepsApart?: true | undefined
  /** Instead of the e-service's own limit. */
  maxBytes?: number | undefined
  /** Bytes read at a time, at most 65,536; the findings do not depend on it. */
  blockBytes?: number | undefined
}

export type Check = {
  push(chunk: Uint8Array): void
  /** Once, after the last chunk. */
  finish(): Report
  readonly progress: { bytes: number; poster: number }
}

const BLOCK = 65_536
const MAX_FINDINGS = 10_000

/**
 * Checks a file as its bytes come; the findings do not depend on how it was cut. Memory grows with the number of cases
 * alone, for finding duplicates (C01–C03): 24 bytes a case and at most 32 MB of index; 80 MB for two million cases.
 * Throws when production is asked for without the list of test persons (I07).
 */
export function startCheck(options: CheckOptions): Check {
  if (options.environment === 'produktion' && !options.testPersons) {
    throw new Error('rule I07 cannot be asked in production without the list of test persons')
  }
  return new FileCheck(options, true)
}

/** The same check without quick/: tests compare the two. */
export function startGeneralCheck(options: CheckOptions): Check {
  return new FileCheck(options, false)
}

/** `read` returns how many bytes at the end of the block it did not use: they come again with the next block. Fewer than the block. */
type Reader = {
  /** Whether it met a fault past which it cannot read. */
  readonly stopped: boolean
  read(block: Uint8Array, final: boolean, mayLeave: boolean): number
}

class FileCheck implements Check {
  private readonly options: CheckOptions
  private readonly quick: boolean
  private readonly findings: Findings
  private readonly maxBytes: number
  private readonly block = new Uint8Array(BLOCK)
  private filled = 0
  /** Bytes at the start of the block that the reader has seen and left. */
  private left = 0
  private bytes = 0
  private format: FileFormat | null = null
  private model: Model | undefined
  private reader: Reader | undefined
  private stopped = false
  private container: ContainerKind | undefined

  constructor(options: CheckOptions, quick: boolean) {
    this.quick = quick
    this.options = options
    this.findings = new Findings(options.maxFindings ?? MAX_FINDINGS)
    this.maxBytes = options.maxBytes ?? options.service.maxBytes
    const { fileName } = options
    if (fileName !== undefined && isMasked(fileName)) this.ofFile('F15', { found: fileName })
  }

  get progress(): { bytes: number; poster: number } {
    return { bytes: this.bytes, poster: this.model?.poster ?? 0 }
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length
    if (this.stopped) return
    if (this.bytes > this.maxBytes) {
      this.reader?.read(this.block.subarray(0, this.left), false, false)
      this.refuse('F07', { max: this.maxBytes })
      return
    }
    let from = 0
    while (from < chunk.length) {
      // A full block is read only when more bytes follow: finish() reads the last one as the last.
      if (this.filled === BLOCK) this.flush(false)
      const take = Math.min(BLOCK - this.filled, chunk.length - from)
      this.block.set(chunk.subarray(from, from + take), this.filled)
      this.filled += take
      from += take
    }
  }

  finish(): Report {
    const { service } = this.options
    if (!this.stopped) this.flush(true)
    if (!this.stopped && this.container) this.refuse('F02', forService(service, this.container.kind()))
    const summary = this.model?.summary() ?? { poster: 0, employers: [], deadlines: { earliest: null, late: 0, soon: 0 } }
    const isWhole = !this.stopped && !this.reader?.stopped && this.options.keepsApart !== true
    return {
      tjanst: service.id,
      format: this.format,
      bytes: this.bytes,
      ...summary,
      stop: this.findings.countOf('stop'),
      varning: this.findings.countOf('varning'),
      findings: isWhole ? this.findings.folded(summary.poster) : this.findings.inFileOrder(),
      ...(this.reader?.stopped && { avbruten: true }),
      counts: { ...this.findings.counts },
    }
  }

  private flush(final: boolean): void {
    const { block, filled } = this
    const bytes = block.subarray(0, filled)
    if (this.stopped || this.container) {
      this.container?.push(bytes)
      this.filled = 0
      return
    }
    const left = this.reader ? this.readBlocks(bytes, final) : this.begin(bytes, final)
    block.copyWithin(0, filled - left, filled)
    this.filled = this.left = left
  }

  /** Gives how many bytes at the end were left by the reader. */
  private readBlocks(bytes: Uint8Array, final: boolean): number {
    const size = this.options.blockBytes ?? BLOCK
    for (let from = 0; ; ) {
      const isLast = from + size >= bytes.length
      const left = this.reader?.read(bytes.subarray(from, from + size), final && isLast, true) ?? 0
      if (isLast) return left
      from += size - left
    }
  }

  private begin(head: Uint8Array, final: boolean): number {
    const detected = detect(this.options.service, head, final)
    if (detected.kind === 'refused') {
      this.refuse(detected.code, detected.params)
      return 0
    }
    if (detected.kind === 'container') {
      this.container = new ContainerKind(detected.container)
      this.container.push(head)
      return 0
    }
    this.format = detected.kind === 'fixed' ? FIXED : 'xml'
    this.model = new Model(this.options, this.findings, detected.kind)
    this.reader = this.readerFor(detected, this.model)
    // Fixed positions are in ISO-8859-1, which has no byte order mark.
    if (detected.kind === 'fixed' && hasBom(head)) this.model.fault('F03', fixedMark(1, 1, 0), { case: 'utf8Fixed', of: 'bom' })
    return this.readBlocks(head.subarray(detected.byte), final)
  }

  private readerFor(detected: Extract<DetectedFormat, { kind: 'xml' | 'fixed' }>, model: Model): Reader {
    const { service } = this.options
    if (detected.kind === 'xml') {
      const general = new XmlReader(service, model, detected)
      const plan = this.quick ? xmlPlanOf(service) : undefined
      return plan ? new QuickXml(plan, general, { model, encoding: detected.encoding }) : general
    }
    if (!service.fixed) throw new Error(`${service.id} has no fixed positions`)
    const general = new FixedReader(service, service.fixed, { model, byte: detected.byte })
    const plan = this.quick ? fixedPlanOf(service) : undefined
    return plan ? new QuickFixed(plan, general, model) : general
  }

  private refuse(code: RuleCode, params: Params): void {
    this.stopped = true
    this.ofFile(code, params)
  }

  /** A finding about the file as a whole. */
  private ofFile(code: RuleCode, params: Params): void {
    this.findings.add({ code, mark: fixedMark(1, 1, 0), record: undefined, field: undefined, params })
  }
}

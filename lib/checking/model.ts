import { type Day, stockholmDay } from '#lib/calendar.ts'
import type { Environment } from '#lib/environment.ts'
import { maskIdentity } from '#lib/identifiers.ts'
import type { Field, Part, Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import { type CaseKey, type CaseReporter, caseReporter } from './case-key.ts'
import { CaseLines } from './case-memory.ts'
import { Deadlines } from './deadlines.ts'
import { Employers } from './employers.ts'
import type { Findings, NewFinding, Params } from './findings.ts'
import type { Mark } from './mark.ts'
import { PartCounts } from './part-counts.ts'
import type { QuickCase, QuickCases, SlotOf } from './quick/quick-case.ts'
import { redact } from './redact.ts'
import type { Report } from './report.ts'
import type { Case, CaseCheck, CaseTools, InnerPart } from './rules/case.ts'
import { caseCheck } from './rules/case-check.ts'
import { readValue } from './values/read-value.ts'
import { placedValue, valuesOf } from './values/reported-value.ts'
import type { Reading, Value } from './values/value.ts'

type WrittenValue = { field: Field; text: string; mark: Mark }

export type ModelOptions = {
  service: Service
  now: Date
  environment: Environment
  testPersons?: TestPersons | undefined
  employers?: readonly string[] | undefined
  onCase?: ((told: CaseKey) => void) | undefined
}

/** Takes parts and values from the reader of either format, in file order, and applies every rule of the description to them. */
export class Model {
  /** Cases so far. */
  poster = 0
  readonly reading: Reading
  private readonly options: ModelOptions
  private readonly findings: Findings
  private readonly employers = new Employers()
  private readonly checks: CaseCheck[]
  private readonly today: Day
  private readonly mayReport: ReadonlySet<string> | undefined
  private readonly counts = new PartCounts()
  private readonly deadlines: Deadlines
  private readonly lines = new CaseLines()
  private readonly teller: CaseReporter | undefined
  /** Values and stretches that faults of syntax kept from being read. */
  private unreadPlaces = 0
  private current: Case | undefined
  private quick: QuickCase | undefined
  private inner: InnerPart | undefined
  private reference: string | undefined
  /** The value that is being read. */
  private written: WrittenValue | undefined

  constructor(options: ModelOptions, findings: Findings, written: Reading['written']) {
    const { service, now } = options
    this.options = options
    this.findings = findings
    this.today = stockholmDay(now)
    this.mayReport = options.employers && new Set(options.employers)
    this.deadlines = new Deadlines(this.today)
    this.teller = caseReporter(service, options.onCase)
    this.reading = {
      today: this.today,
      now,
      written,
      production: options.environment === 'produktion',
      testPersons: options.testPersons,
      found: (code, params) => this.valueFault(code, this.written as WrittenValue, params),
    }
    const referens = () => this.referenceNow()
    const tools: CaseTools = {
      today: this.today,
      found: (code, field, { mark, day, shown }, params) =>
        this.add({ code, mark, params, field, values: () => placedValue(written, { day, shown }) }),
      justCount: (code) => this.findings.justCount(code),
      due: (day, of) => this.deadlines.add(day, of, referens),
      lineOf: (record) => this.lines.of(record),
    }
    this.checks = service.caseRules.map((rule) => caseCheck(rule, tools))
  }

  open(part: Part, mark: Mark): void {
    this.countParts(part.name, 1)
    if (part.role === 'employer') this.employers.begin()
    if (part.role === 'period' && this.current) {
      this.inner = { name: part.name, mark, values: new Map() }
      this.current.inner.push(this.inner)
    }
    if (part.role !== 'case') return
    this.poster++
    this.current = { record: this.poster, mark, values: new Map(), present: new Set(), inner: [] }
    this.employers.countCases(1)
    const { maxCases } = this.options.service
    if (this.poster === maxCases + 1) this.fault('F10', mark, { max: maxCases })
  }

  /** A field that is present, and whose text a fault of syntax may have damaged. */
  unread(field: Field): void {
    this.current?.present.add(field.name)
    this.skipped()
  }

  /** A stretch of the file was not read. */
  skipped(): void {
    this.unreadPlaces++
  }

  /** A field that is present; its text may be empty. */
  value(field: Field, text: string, mark: Mark): void {
    this.current?.present.add(field.name)
    this.written = { field, text, mark }
    const value = readValue(field, text, this.reading)
    if (!value) return
    if (field.type.kind === 'count') this.counts.state(field, text, mark)
    if (field.use) this.use(field.use, value, this.written)
    const into = this.inner?.values ?? this.current?.values
    into?.set(field.name, { ...value, mark })
  }

  close(part: Part): void {
    if (part.role === 'period') this.inner = undefined
    if (part.role === 'employer') this.employers.end()
    if (part.role !== 'case' || !this.current) return
    const found = this.current
    // Cases beyond the limit are counted, not compared.
    if (this.poster <= this.options.service.maxCases) {
      this.lines.put(found.record, found.mark.line)
      for (const check of this.checks) check.ask(found)
      this.teller?.tell(found, () => this.referenceNow())
    }
    this.nameCase(found.record)
    this.reference = undefined
    this.employers.endCase()
    this.current = undefined
  }

  /** Ends a part of which a stretch was not read: its rules cannot be asked. */
  closeUnread(part: Part): void {
    if (part.role === 'period') this.inner = undefined
    if (part.role === 'employer') this.employers.end()
    if (part.role !== 'case' || !this.current) return
    this.nameCase(this.current.record)
    this.reference = undefined
    this.employers.endCase()
    this.current = this.inner = undefined
  }

  /** Takes cases that quick/ has read and that have no fault of form; every rule must give the same findings as through `close`. */
  quickAsker(slotOf: SlotOf): (cases: QuickCases) => void {
    const { maxCases } = this.options.service
    const asked = this.checks.map(({ ask, quickly }) => ({ ask, quick: quickly?.(slotOf) }))
    const tell = this.teller?.quickly(slotOf)
    const askQuickly = (found: QuickCases) => {
      this.lines.put(found.record, found.mark.line)
      for (let rule = 0; rule < asked.length; rule++) {
        const { ask, quick } = asked[rule] as (typeof asked)[number]
        if (!quick?.ask(found)) ask(found.whole())
      }
      tell?.(found)
    }
    return (cases) => {
      const { poster } = this
      this.quick = cases
      this.employers.countCases(cases.count)
      if (poster < maxCases) for (const { quick } of asked) quick?.prepare?.(cases)
      for (let i = 0; i < cases.count; i++) {
        cases.moveTo(i)
        this.poster = cases.record
        if (this.poster === maxCases + 1) this.fault('F10', cases.mark, { max: maxCases })
        if (this.poster <= maxCases) askQuickly(cases)
        this.nameCase(cases.record)
      }
      this.poster = poster + cases.count
      this.quick = undefined
    }
  }

  /** Counts parts; `quickAsker` does not call `open` for them. */
  countParts(name: string, more: number): void {
    this.counts.add(name, more)
  }

  fault(code: RuleCode, mark: Mark, params: Params, field?: string): void {
    this.add({ code, mark, params, field })
  }

  private add(found: Omit<NewFinding, 'record'>): void {
    this.findings.add({ ...found, record: (this.quick ?? this.current)?.record })
  }

  private valueFault(code: RuleCode, { field, text, mark }: WrittenValue, params: Params): void {
    const { today, written } = this.reading
    this.add({ code, mark, params, field: field.name, values: () => valuesOf(field.type, text, { code, written, today }) })
  }

  /** The file is in another encoding than declared: findings about characters in texts (T02) are dropped, F03 is made at `mark`. */
  disguised(mark: Mark | undefined, kind: 'disguised' | 'utf8Fixed'): void {
    this.findings.drop('T02')
    if (mark) this.fault('F03', mark, { case: kind, of: 'none' })
  }

  /** After the last byte: compares the counts stated in the file with what was read. */
  end(): void {
    for (const fault of this.counts.faults()) this.add(fault)
  }

  summary(): Pick<Report, 'poster' | 'employers' | 'deadlines' | 'due' | 'overhoppat'> {
    const { unreadPlaces: overhoppat } = this
    return {
      poster: this.poster,
      employers: this.employers.list(),
      ...this.deadlines.summary(),
      ...(overhoppat > 0 && { overhoppat }),
    }
  }

  /** The sender's reference of the current case, redacted. Not cached: few cases need it. */
  private referenceNow(): string | undefined {
    if (this.quick) return this.quick.reference()
    return this.reference === undefined ? undefined : redact(this.reference)
  }

  private nameCase(record: number): void {
    if (!this.findings.keepsOf(record)) return
    const referens = this.referenceNow()
    if (referens !== undefined) this.findings.setReference(record, referens)
  }

  private use(use: NonNullable<Field['use']>, { text, identity }: Value, at: WrittenValue): void {
    switch (use) {
      case 'case-reference':
        this.reference = text
        return
      case 'employer-name':
        this.employers.setName(text)
        return
      case 'employer':
        if (!identity) return
        this.employers.setIdentity(identity.canonical)
        if (this.mayReport && !this.mayReport.has(identity.canonical)) {
          this.valueFault('F12', at, { employer: maskIdentity(identity.canonical) })
        }
    }
  }
}

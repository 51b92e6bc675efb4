import { maskIdentity } from '#lib/identifiers.ts'
import type { Field, Part, Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import type { TestPersons } from '#lib/services/test-persons.ts'
import { type Day, stockholmDay } from './calendar.ts'
import { Employers } from './employers.ts'
import type { Findings, LazyParams } from './findings.ts'
import type { Mark } from './mark.ts'
import { RecordLines } from './record-lines.ts'
import type { Report } from './report.ts'
import type { Case, CaseCheck, CaseTools, Inner } from './rules/case.ts'
import { caseCheck } from './rules/case-check.ts'
import { shown } from './shown.ts'
import { readValue } from './values/read-value.ts'
import type { Reading, Value } from './values/value.ts'

export type ModelOptions = {
  service: Service
  now: Date
  environment: 'test' | 'produktion'
  testPersons?: TestPersons | undefined
  employers?: readonly string[] | undefined
}

type Count = { field: Field; text: string; mark: Mark }

/** Takes parts and values from whichever format the file has, in file order, and asks every rule about them. */
export class Model {
  /** Cases so far. */
  poster = 0
  private readonly options: ModelOptions
  private readonly findings: Findings
  private readonly employers = new Employers()
  private readonly lines = new RecordLines()
  private readonly checks: CaseCheck[]
  private readonly reading: Reading
  private readonly today: Day
  private readonly mayReport: ReadonlySet<string> | undefined
  private readonly counted = new Map<string, number>()
  private readonly counts: Count[] = []
  private readonly deadlines: { earliest: Day | null; late: number; soon: number } = { earliest: null, late: 0, soon: 0 }
  private current: Case | undefined
  private inner: Inner | undefined
  private reference: string | undefined
  private field: Field | undefined
  private mark: Mark | undefined

  constructor(options: ModelOptions, findings: Findings, written: Reading['written']) {
    const { service, now } = options
    this.options = options
    this.findings = findings
    this.today = stockholmDay(now)
    this.mayReport = options.employers && new Set(options.employers)
    this.reading = {
      today: this.today,
      now,
      written,
      production: options.environment === 'produktion',
      testPersons: options.testPersons,
      found: (code, params) => this.fault(code, this.mark as Mark, params, this.field?.name),
    }
    const tools: CaseTools = {
      today: this.today,
      found: (code, field, mark, params) => this.fault(code, mark, params, field),
      due: (day) => this.countDeadline(day),
      lineOf: (record) => this.lines.at(record),
    }
    this.checks = service.caseRules.map((rule) => caseCheck(rule, tools))
  }

  open(part: Part, mark: Mark): void {
    this.counted.set(part.name, (this.counted.get(part.name) ?? 0) + 1)
    if (part.role === 'employer') this.employers.begin()
    if (part.role === 'period' && this.current) {
      this.inner = { name: part.name, mark, values: new Map() }
      this.current.inner.push(this.inner)
    }
    if (part.role !== 'case') return
    this.poster++
    this.lines.set(this.poster, mark.line)
    this.current = { record: this.poster, mark, values: new Map(), present: new Set(), inner: [] }
    this.employers.countCase()
    const { maxCases } = this.options.service
    if (this.poster === maxCases + 1) this.fault('F10', mark, { max: maxCases })
  }

  /** A field that is there; its text may be empty. */
  value(field: Field, text: string, mark: Mark): void {
    this.current?.present.add(field.name)
    this.field = field
    this.mark = mark
    const value = readValue(field, text, this.reading)
    if (!value) return
    if (field.type.kind === 'count') this.counts.push({ field, text, mark: settled(mark) })
    if (field.use) this.use(field.use, value, { field, mark })
    const into = this.inner?.values ?? this.current?.values
    into?.set(field.name, { ...value, mark })
  }

  close(part: Part): void {
    if (part.role === 'period') this.inner = undefined
    if (part.role === 'employer') this.employers.end()
    if (part.role !== 'case' || !this.current) return
    const found = this.current
    // What comes after too many cases is counted, but no longer remembered.
    if (this.poster <= this.options.service.maxCases) for (const check of this.checks) check(found)
    const { reference } = this
    if (reference !== undefined) this.findings.setReference(found.record, () => shown(reference))
    this.reference = undefined
    this.employers.endCase()
    this.current = undefined
  }

  fault(code: RuleCode, mark: Mark, params: LazyParams, field?: string): void {
    this.findings.add({ code, mark, record: this.current?.record, field, params })
  }

  /** The file is in another encoding than it was read in: what its texts seemed to hold is no news. */
  disguised(mark: Mark): void {
    this.findings.drop('T02')
    this.fault('F03', mark, { case: 'disguised' })
  }

  /** The file has been read to its end: what it says about itself is compared with what it holds. */
  end(): void {
    for (const { field, text, mark } of this.counts) {
      if (field.type.kind !== 'count') continue
      const { of, code } = field.type
      const actual = this.counted.get(of) ?? 0
      const isNumber = /^\d{1,15}$/.test(text)
      if (isNumber && Number(text) === actual) continue
      const params = isNumber ? { case: 'differs', stated: Number(text), actual, of } : { case: 'number', actual, of }
      this.fault(code, mark, params, field.name)
    }
  }

  summary(): Pick<Report, 'poster' | 'employers' | 'deadlines'> {
    const { earliest, late, soon } = this.deadlines
    return {
      poster: this.poster,
      employers: this.employers.list(),
      deadlines: { earliest: earliest === null ? null : new Date(earliest * 86_400_000).toISOString().slice(0, 10), late, soon },
    }
  }

  private use(use: NonNullable<Field['use']>, { text, identity }: Value, at: { field: Field; mark: Mark }): void {
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
          this.fault('F12', at.mark, { employer: maskIdentity(identity.canonical) }, at.field.name)
        }
    }
  }

  private countDeadline(due: Day): void {
    const { deadlines, today } = this
    if (deadlines.earliest === null || due < deadlines.earliest) deadlines.earliest = due
    if (due < today) deadlines.late++
    else if (due <= today + 2) deadlines.soon++
  }
}

/** A mark that outlives the part it stands in. */
function settled(mark: Mark): Mark {
  const spot = mark.spot()
  return { line: mark.line, spot: () => spot }
}

import { DAY_MS, type Day, formatDay, monthsBefore, stockholmDay, stockholmTime } from '#lib/calendar.ts'
import { type CaseRule, type FieldType, isField, type Part, type Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import { PERSONS, periodDraft } from './clean-draft.ts'
import { casesOf, type Draft, type DraftField, draftFieldsOf, writeCounts } from './draft.ts'

/** A samordningsnummer of Skatteverket's published test numbers whose day of birth is unknown. */
const UNKNOWN_DAY = '191711602399'

type SpoilContext = { service: Service; root: Draft; today: Day; now: Date }
type Spoil = (ground: SpoilContext) => void

/** Breaks one rule each. The field to change is found by its type, not by name. */
export const SPOILS: Partial<Record<RuleCode, Spoil>> = {
  F06: ({ root }) => remove(spot(root, ({ draft, field }) => draft.part.role === 'case' && field.min === 1)),
  F08: ({ root }) => change(last(root, 'count'), (text) => String(Number(text) + 5)),
  F09: ({ root }) => {
    const { draft, field } = spot(root, (each) => typeOf(each, 'choice')?.stopInProduction !== undefined)
    draft.values[field.name] = typeOf({ draft, field }, 'choice')?.stopInProduction?.value ?? ''
  },
  // Nothing to change: these depend on who sends the file, or where.
  F12: () => {},
  I07: () => {},
  F14: ({ root, now }) => change(first(root, 'clock'), () => stockholmTime(new Date(now.getTime() + DAY_MS))),
  T01: ({ root }) => {
    const found = spot(root, (each) => typeOf(each, 'text') !== undefined)
    change(found, (text) => text.padEnd((typeOf(found, 'text')?.max ?? 0) + 1, '-'))
  },
  T02: ({ root }) => change(first(root, 'text'), (text) => `${text.slice(0, 1)}\u200b${text.slice(1)}`),
  T03: ({ root }) => change(first(root, 'email'), (text) => text.replace('@', '@@')),
  T04: ({ root }) => {
    const number = draftFieldsOf(root).find((each) => typeOf(each, 'number') && isWritten(each))
    if (number) return change(number, () => `${(typeOf(number, 'number')?.max ?? 0) + 0.01}`)
    const digits = spot(root, (each) => typeOf(each, 'digits')?.code === 'T04' && isWritten(each))
    change(digits, () => '1'.repeat((typeOf(digits, 'digits')?.max ?? 0) + 1))
  },
  I01: ({ root }) => change(person(root), () => ''),
  I02: ({ root }) => change(person(root), (number) => number.slice(0, -1)),
  I03: ({ root }) => change(person(root), (number) => `${number.slice(0, 4)}13${number.slice(6)}`),
  I04: ({ root }) => change(person(root), (number) => `${number.slice(0, -1)}${(Number(number.slice(-1)) + 1) % 10}`),
  I05: ({ root }) => change(organisation(root), () => `16${PERSONS[0].slice(2)}`),
  I06: ({ root }) => change(person(root), () => UNKNOWN_DAY),
  I08: ({ root }) =>
    change(
      spot(root, (each) => typeOf(each, 'digits')?.code === 'I08'),
      (text) => text.slice(0, -1),
    ),
  D01: ({ root }) => change(first(root, 'date'), () => ''),
  D02: ({ root }) => change(first(root, 'date'), (day) => `${day.slice(0, 5)}02-30`),
  D03: ({ root, today }) => {
    const month = draftFieldsOf(root).find((each) => typeOf(each, 'month'))
    if (month) change(month, () => formatDay(monthsBefore(today, -1)).slice(0, 7).replace('-', ''))
    else change(firstDay(root), () => formatDay(today + 1))
  },
  D04: ({ root }) => {
    const date = spot(root, (each) => typeOf(each, 'date')?.earliest !== undefined)
    change(date, () => formatDay(dayOfText(typeOf(date, 'date')?.earliest?.day) - 1))
  },
  D05: ({ root, today }) => change(firstDay(root), () => formatDay(today - 5)),
  D06: ({ root, today, service }) => {
    const { days, dueDays } = sickPay(service)
    change(firstDay(root), () => formatDay(today - days - dueDays - 3))
  },
  D07: (ground) => addPeriod(ground, { from: -4, tom: -5 }),
  D08: (ground) => addPeriod(ground, { from: -12, tom: -10 }),
  D09: ({ root, service }) => {
    const [first] = casesOf(root)
    if (first) first.values[sickPay(service).ended] = dayAfter(first, sickPay(service), sickPay(service).days - 1)
  },
  D10: ({ root, today }) => change(firstDay(root), () => formatDay(monthsBefore(today, 13))),
  C01: (ground) => repeat(ground, ({ values }) => values),
  C02: (ground) => {
    const rule = sickPay(ground.service)
    repeat(ground, (one) => ({ ...one.values, [rule.firstDay]: dayAfter(one, rule, -3) }))
  },
  C03: ({ root, service }) => {
    const [one, two] = casesOf(root)
    const rule = service.caseRules.find((each) => each.rule === 'once' && each.code === 'C03')
    if (one && two && rule?.rule === 'once') for (const name of rule.key) two.values[name] = one.values[name] ?? ''
  },
}

/** Makes the draft break the rule; does nothing for a rule that no draft can break. Throws where the description has nothing to break it in. */
export function spoilDraft(code: RuleCode, { service, root, now }: Omit<SpoilContext, 'today'>): void {
  try {
    SPOILS[code]?.({ service, root, now, today: stockholmDay(now) })
  } catch (cause) {
    const message = `spoilDraft cannot break ${code} in ${service.id}: teach SPOILS.${code} in lib/samples/spoil-draft.ts`
    throw new Error(message, { cause })
  }
}

/** Makes the second case a copy of the first, with its own reference where that is not part of the key. */
function repeat({ service, root }: SpoilContext, values: (one: Draft) => Draft['values']): void {
  const [one, two] = casesOf(root)
  if (!one || !two) return
  const key = service.caseRules.flatMap((rule) => (rule.rule === 'once' && rule.code === 'C01' ? rule.key : []))
  const own = draftFieldsOf(root).find(({ draft, field }) => draft === two && field.use === 'case-reference')?.field.name
  const reference = own && !key.includes(own) ? { [own]: two.values[own] ?? '' } : {}
  two.values = { ...values(one), ...reference }
  two.parts = [...one.parts]
  writeCounts(root)
}

function addPeriod({ root, service }: SpoilContext, { from, tom }: { from: number; tom: number }): void {
  const rule = sickPay(service)
  const [one] = casesOf(root)
  const part = one?.part.content.find((item): item is Part => !isField(item) && item.name === rule.earlier.part)
  if (!one || !part) return
  const start = dayOfText(one.values[rule.firstDay])
  one.parts.push(periodDraft(rule, part, start + from, start + tom))
}

function sickPay(service: Service): Extract<CaseRule, { rule: 'sick-pay' }> {
  const rule = service.caseRules.find((each) => each.rule === 'sick-pay')
  if (rule?.rule !== 'sick-pay') throw new Error(`${service.id} has no sick-pay rule`)
  return rule
}

const dayOfText = (text = ''): Day => Date.parse(`${text}T00:00:00Z`) / DAY_MS
const dayAfter = ({ values }: Draft, rule: { firstDay: string }, days: number): string =>
  formatDay(dayOfText(values[rule.firstDay]) + days)

type FieldTypeOf<Kind extends FieldType['kind']> = Extract<FieldType, { kind: Kind }>

function typeOf<Kind extends FieldType['kind']>({ field }: DraftField, kind: Kind): FieldTypeOf<Kind> | undefined {
  return field.type.kind === kind ? (field.type as FieldTypeOf<Kind>) : undefined
}

const isWritten = ({ draft, field }: DraftField): boolean => draft.values[field.name] !== undefined

function spot(root: Draft, fits: (each: DraftField) => boolean): DraftField {
  const found = draftFieldsOf(root).find(fits)
  if (!found) throw new Error('the description has no such field')
  return found
}

const first = (root: Draft, kind: FieldType['kind']): DraftField =>
  spot(root, (each) => typeOf(each, kind) !== undefined && isWritten(each))
const last = (root: Draft, kind: FieldType['kind']): DraftField =>
  draftFieldsOf(root).findLast((each) => typeOf(each, kind) !== undefined) ?? first(root, kind)
const firstDay = (root: Draft): DraftField => spot(root, (each) => typeOf(each, 'date')?.future !== undefined)
const organisation = (root: Draft): DraftField => spot(root, (each) => typeOf(each, 'identity')?.of === 'any')
const person = (root: Draft): DraftField =>
  spot(
    root,
    (each) => typeOf(each, 'identity') !== undefined && PERSONS.some((number) => number === each.draft.values[each.field.name]),
  )

function change({ draft, field }: DraftField, to: (text: string) => string): void {
  draft.values[field.name] = to(draft.values[field.name] ?? '')
}

function remove({ draft, field }: DraftField): void {
  delete draft.values[field.name]
}

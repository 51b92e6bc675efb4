import { type Day, formatDay, monthsBefore, stockholmDay, stockholmTime } from '#lib/calendar.ts'
import { type CaseRule, type Field, isField, type Part, type Service } from '#lib/services/description.ts'
import { type Draft, fieldsOf, writeCounts } from './draft.ts'

/** Two of Skatteverket's published test persons, and an organisation number that no one has. */
export const PERSONS = ['199001012385', '199001022384'] as const
export const ORGNR = '5599001236'

/** Samples are dated five minutes back, so that a slow clock does not put them in the future. */
const AGE_MS = 300_000
/** Days since the sick-pay period ended: neither early nor late, today and for some days. */
const ENDED_DAYS_AGO = 3

type SampleContext = { service: Service; now: Date; today: Day }
type PlannedPart = { values: Record<string, string>; parts: Draft[] }

/** A draft without faults on the day of `now`: one employer, two cases, every field that has an example. */
export function cleanDraft(service: Service, now: Date): Draft {
  const root = draftOf(service.root, { service, now, today: stockholmDay(now) }, 0)
  writeCounts(root)
  return root
}

function draftOf(part: Part, ground: SampleContext, index: number): Draft {
  const plan: PlannedPart = { values: {}, parts: [] }
  if (part.role === 'case')
    for (const rule of ground.service.caseRules) Object.assign(plan, planned(rule, plan, { part, ground, index }))
  const values: Record<string, string> = {}
  for (const field of fieldsOf(part)) {
    const value = plan.values[field.name] ?? ordinaryValue(field, ground, index)
    if (value !== undefined) values[field.name] = value
  }
  const inner = part.content.filter((item): item is Part => !isField(item))
  const parts = inner.flatMap((each) => {
    if (each.role === 'case') return [0, 1].map((number) => draftOf(each, ground, number))
    return each.min > 0 ? [draftOf(each, ground, 0)] : plan.parts.filter((draft) => draft.part === each)
  })
  return { part, values, parts }
}

/** Values that a rule about whole cases requires. */
function planned(rule: CaseRule, plan: PlannedPart, at: { part: Part; ground: SampleContext; index: number }): PlannedPart {
  const { today } = at.ground
  if (rule.rule === 'sick-pay') {
    const last = today - ENDED_DAYS_AGO
    // The second case continues an earlier period of three days.
    const earlier = at.part.content.find((item): item is Part => !isField(item) && item.name === rule.earlier.part)
    if (at.index === 0 || !earlier) return withValues(plan, { [rule.firstDay]: formatDay(last - rule.days + 1) })
    const first = last - rule.days + 1 + 3
    return {
      ...withValues(plan, { [rule.firstDay]: formatDay(first) }),
      parts: [periodDraft(rule, earlier, first - 6, first - 4)],
    }
  }
  if (rule.rule === 'within-month') {
    const month = formatDay(monthsBefore(today, 1)).slice(0, 7)
    return withValues(plan, { [rule.month]: month.replace('-', ''), [rule.day]: `${month}-1${4 + at.index}` })
  }
  if (rule.rule === 'exactly-one') {
    const [choice = '', [field = ''] = []] = Object.entries(rule.choices)[0] ?? []
    return withValues(plan, { [rule.by]: choice, [field]: '50.00' })
  }
  return plan
}

const withValues = (plan: PlannedPart, values: PlannedPart['values']): PlannedPart => ({
  ...plan,
  values: { ...plan.values, ...values },
})

export function periodDraft(rule: Extract<CaseRule, { rule: 'sick-pay' }>, part: Part, from: Day, tom: Day): Draft {
  return { part, values: { [rule.earlier.from]: formatDay(from), [rule.earlier.to]: formatDay(tom) }, parts: [] }
}

function ordinaryValue(
  { type, min, example, fallback, use }: Field,
  { now, today }: SampleContext,
  index: number,
): string | undefined {
  if (use === 'case-reference') return type.kind === 'digits' ? String(index + 1) : `${example}${index + 1}`
  if (example !== undefined || fallback !== undefined) return example ?? fallback
  if (min === 0) return undefined
  if (type.kind === 'identity') {
    if (type.of === 'person') return PERSONS[index % PERSONS.length]
    return type.onlyTwelveDigits ? `16${ORGNR}` : ORGNR
  }
  if (type.kind === 'date') return formatDay(today)
  if (type.kind === 'clock') return stockholmTime(new Date(now.getTime() - AGE_MS))
  return type.kind === 'choice' ? type.values[0] : undefined
}

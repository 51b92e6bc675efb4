import { type Field, isField, type Part, type Service } from '#lib/services/description.ts'
import { Literal } from './bytes.ts'
import type { ValueSlot } from './case-batch.ts'

/** The place of a value in a case: the text of an element, or an attribute of a period. */
export type XmlSlot = ValueSlot & {
  /** The item of the case's content that it belongs to. */
  item: number
  /** Whether it is the last attribute of its period. */
  isLast: boolean
  /** The bytes around the value: tags of an element, quotes of an attribute. */
  opens: Literal
  closes: Literal
}

/** An element of a case: its slots are one value, or the attributes of a period in the order of the description. */
export type XmlItem = { min: number; part: Part | undefined; start: Literal; slots: XmlSlot[] }

/** The form of a case in XML as bytes, made from the description. An element that may repeat has one item for each time. */
export type XmlPlan = {
  part: Part
  parent: Part
  inner: Part | undefined
  opens: Literal
  closes: Literal
  items: XmlItem[]
  slots: XmlSlot[]
}

/** Elements that may repeat more often are left to the general reader. */
const MOST_REPEATED = 8

/** Undefined where cases have a form that only the general reader handles. */
export function xmlPlanOf(service: Service): XmlPlan | undefined {
  const parent = service.root.content.find((item) => !isField(item) && item.role === 'employer')
  if (service.xml.namespace !== null || !parent || isField(parent) || parent.order !== 'sequence') return undefined
  const part = parent.content.find((item) => !isField(item) && item.role === 'case')
  if (!part || isField(part) || parent.content.at(-1) !== part || part.max !== Number.POSITIVE_INFINITY) return undefined
  if (part.order !== 'sequence' || part.attributes.length > 0 || !part.content.every(isPlain)) return undefined
  const [inner, ...others] = part.content.filter((item) => !isField(item)) as Part[]
  if (others.length > 0) return undefined
  const items: XmlItem[] = []
  const slots: XmlSlot[] = []
  for (const item of part.content) {
    for (let time = 0; time < item.max; time++)
      items.push(itemOf(item, { item: items.length, min: time === 0 ? item.min : 0, slots }))
  }
  return { part, parent, inner, opens: new Literal(`<${part.name}>`), closes: new Literal(`</${part.name}>`), items, slots }
}

function isPlain(item: Part | Field): boolean {
  if (isField(item)) return item.type.kind !== 'count' && (item.use === undefined || item.use === 'case-reference')
  const hasAttributes = item.attributes.length > 0 && item.attributes.every(({ min, type }) => min === 1 && type.kind === 'date')
  const isFew = item.min <= 1 && item.max <= MOST_REPEATED
  return item.role === 'period' && isFew && item.content.length === 0 && hasAttributes && !item.otherAttributes
}

function itemOf(item: Part | Field, { item: index, min, slots }: { item: number; min: number; slots: XmlSlot[] }): XmlItem {
  const { name } = item
  if (isField(item)) {
    const slot: XmlSlot = {
      ...{ index: slots.length, field: item, item: index, part: undefined, begins: false, isLast: true },
      ...{ opens: new Literal(`<${name}>`), closes: new Literal(`</${name}>`) },
    }
    slots.push(slot)
    return { min, part: undefined, start: slot.opens, slots: [slot] }
  }
  const mine = item.attributes.map(
    (field, attribute): XmlSlot => ({
      ...{ index: slots.length + attribute, field, item: index, part: name, begins: attribute === 0 },
      ...{ isLast: attribute === item.attributes.length - 1, opens: new Literal(`${field.name}="`), closes: new Literal('"') },
    }),
  )
  slots.push(...mine)
  return { min, part: item, start: new Literal(`<${name}`), slots: mine }
}

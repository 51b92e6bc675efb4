import { type Field, isField, type Part, type Service } from '#lib/services/description.ts'
import { asciiBytes } from './bytes.ts'

/** A value in a case: the text of an element, or an attribute of a period. */
export type Slot = {
  index: number
  field: Field
  /** The item of the case's content that it belongs to. */
  item: number
  /** The period's name, for its attributes. */
  part: string | undefined
  /** Which attribute of the period it is, and whether it is the last. */
  attribute: number
  isLast: boolean
  /** What stands right before and right after the value: whole tags for an element, quotes for an attribute. */
  opens: Uint8Array
  closes: Uint8Array
}

/** An element in a case: its slots are one value, or the attributes of a period in the order of the description. */
export type Item = { min: number; max: number; part: Part | undefined; start: Uint8Array; slots: Slot[] }

/** The shape of a case in XML as bytes, made from the description. */
export type Plan = {
  part: Part
  parent: Part
  inner: Part | undefined
  opens: Uint8Array
  closes: Uint8Array
  items: Item[]
  slots: Slot[]
}

/** Undefined for an e-service whose cases have a shape that only the general reader knows. */
export function planOf(service: Service): Plan | undefined {
  const parent = service.root.content.find((item) => !isField(item) && item.role === 'employer')
  if (service.xml.namespace !== null || !parent || isField(parent) || parent.order !== 'sequence') return undefined
  const part = parent.content.find((item) => !isField(item) && item.role === 'case')
  if (!part || isField(part) || parent.content.at(-1) !== part || part.max !== Number.POSITIVE_INFINITY) return undefined
  if (part.order !== 'sequence' || part.attributes.length > 0 || !part.content.every(isPlain)) return undefined
  const [inner, ...others] = part.content.filter((item) => !isField(item)) as Part[]
  if (others.length > 0) return undefined
  const slots: Slot[] = []
  const items = part.content.map((item, index) => itemOf(item, index, slots))
  return { part, parent, inner, opens: asciiBytes(`<${part.name}>`), closes: asciiBytes(`</${part.name}>`), items, slots }
}

function isPlain(item: Part | Field): boolean {
  if (isField(item)) return item.type.kind !== 'count' && (item.use === undefined || item.use === 'case-reference')
  const hasAttributes = item.attributes.length > 0 && item.attributes.every(({ min, type }) => min === 1 && type.kind === 'date')
  return item.role === 'period' && item.min <= 1 && item.content.length === 0 && hasAttributes && !item.otherAttributes
}

function itemOf(item: Part | Field, index: number, slots: Slot[]): Item {
  const { name, min, max } = item
  if (isField(item)) {
    const slot: Slot = {
      ...{ index: slots.length, field: item, item: index, part: undefined, attribute: 0, isLast: true },
      ...{ opens: asciiBytes(`<${name}>`), closes: asciiBytes(`</${name}>`) },
    }
    slots.push(slot)
    return { min, max, part: undefined, start: slot.opens, slots: [slot] }
  }
  const mine = item.attributes.map(
    (field, attribute): Slot => ({
      ...{ index: slots.length + attribute, field, item: index, part: name, attribute },
      ...{ isLast: attribute === item.attributes.length - 1, opens: asciiBytes(`${field.name}="`), closes: asciiBytes('"') },
    }),
  )
  slots.push(...mine)
  return { min, max, part: item, start: asciiBytes(`<${name}`), slots: mine }
}

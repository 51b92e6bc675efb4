import { describedField } from '#lib/services/described-fields.ts'
import { type Field, type FixedEncoding, isField, type Part, type Service } from '#lib/services/description.ts'

export type Slot = { from: number; to: number; field: Field; words: Readonly<Record<string, string>> | undefined }

/** A record type with its parts and fields looked up in the description. */
export type FixedLayout = {
  type: string
  parts: Part[]
  slots: Slot[]
  /** Positions that must be blank, as [from, to] pairs. */
  blanks: [number, number][]
  after: readonly string[]
}

export function layoutsOf(service: Service, fixed: FixedEncoding): Map<string, FixedLayout> {
  const parts = new Map<string, Part>()
  collect(service.root, parts)
  return new Map(
    fixed.records.map(({ type, parts: names, after, fields }) => {
      const slots = fields.flatMap(({ from, to, ...rest }): Slot[] => {
        if (rest.field === undefined) return []
        return [{ from, to, field: describedField(service, rest.field).field, words: rest.words }]
      })
      const opened = names.map((name) => named(parts, name))
      return [type, { type, parts: opened, slots, blanks: blanksOf(fields, fixed.length), after }]
    }),
  )
}

function collect(part: Part, into: Map<string, Part>): void {
  into.set(part.name, part)
  for (const item of part.content) if (!isField(item)) collect(item, into)
}

function named(parts: Map<string, Part>, name: string): Part {
  const part = parts.get(name)
  if (!part) throw new Error(`no part ${name}`)
  return part
}

function blanksOf(fields: readonly { from: number; to: number }[], length: number): [number, number][] {
  const blanks: [number, number][] = []
  let next = 3
  for (const { from, to } of fields) {
    if (from > next) blanks.push([next, from - 1])
    next = to + 1
  }
  if (next <= length) blanks.push([next, length])
  return blanks
}

import type { Part } from '#lib/services/description.ts'
import type { Mark } from '../../mark.ts'
import type { Model } from '../../model.ts'

type Open = { part: Part; children: Map<string, number> }

/** The parts that are open: records are a flat list, the description nests them. */
export class OpenParts {
  private readonly model: Model
  private readonly stack: Open[] = []

  constructor(model: Model) {
    this.model = model
  }

  /** Opens a part after closing those that cannot hold it; false when its parent has as many as it may. */
  open(part: Part, mark: Mark): boolean {
    this.makeRoomFor(part)
    const parent = this.stack.at(-1)
    const count = (parent?.children.get(part.name) ?? 0) + 1
    if (count > part.max) return false
    parent?.children.set(part.name, count)
    this.stack.push({ part, children: new Map() })
    this.model.open(part, mark)
    return true
  }

  closeAll(): void {
    this.closeDownTo(0)
  }

  /** Whether the open parts are nested as described and one of them may hold each of `parts`. */
  mayHold(parts: readonly Part[]): boolean {
    const isNested = this.stack.every(({ part }, i) => i === 0 || this.stack[i - 1]?.part.content.includes(part))
    return isNested && parts.every((part) => this.stack.some((open) => open.part.content.includes(part)))
  }

  /** Counts parts that the quick path has read, after `makeRoomFor`. */
  passOver(part: Part, count: number): void {
    const parent = this.stack.at(-1)
    parent?.children.set(part.name, (parent.children.get(part.name) ?? 0) + count)
  }

  /** Closes the parts that cannot hold it. */
  makeRoomFor(part: Part): void {
    const holder = this.stack.findLastIndex((open) => open.part.content.includes(part))
    if (holder >= 0) {
      this.closeDownTo(holder + 1)
      return
    }
    // A record in the wrong place ends an open part of its own kind.
    const same = this.stack.findLastIndex((open) => open.part === part)
    if (same >= 0) this.closeDownTo(same)
  }

  private closeDownTo(length: number): void {
    while (this.stack.length > length) this.model.close((this.stack.pop() as Open).part)
  }
}

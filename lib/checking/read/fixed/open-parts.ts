import type { Part } from '#lib/services/description.ts'
import type { Mark } from '../../mark.ts'
import type { Model } from '../../model.ts'

type Open = { part: Part; children: Map<string, number> }

/** Records stand in a row; this says which parts they are inside. */
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

  /** Whether the open parts lie in each other as they should, and hold each of these. */
  mayHold(parts: readonly Part[]): boolean {
    const isNested = this.stack.every(({ part }, i) => i === 0 || this.stack[i - 1]?.part.content.includes(part))
    return isNested && parts.every((part) => this.stack.some((open) => open.part.content.includes(part)))
  }

  /** So many parts have been opened and closed by another, after room was made. */
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
    // A record in the wrong place at least ends the one of its own kind before it.
    const same = this.stack.findLastIndex((open) => open.part === part)
    if (same >= 0) this.closeDownTo(same)
  }

  private closeDownTo(length: number): void {
    while (this.stack.length > length) this.model.close((this.stack.pop() as Open).part)
  }
}

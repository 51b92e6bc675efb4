import { ASKERS, type Asker, type WayVerdict } from './judge-answer.ts'

/** What a request names: the company's own thing, the same asked for by somebody else, one that nobody has, or nothing. */
export type NamedThing = 'own' | 'foreign' | 'missing' | 'none'
const THINGS: readonly NamedThing[] = ['own', 'foreign', 'missing', 'none']

/** Answers counted by who asked and for what: how many were let in, how many not. */
export class WaysMatrix {
  readonly #cells = new Map<string, { in: number; out: number }>()

  count(asker: Asker, thing: NamedThing, kind: WayVerdict): void {
    const cell = this.#cell(asker, thing)
    if (kind === 'in') cell.in++
    else cell.out++
    this.#cells.set(`${asker}/${thing}`, cell)
  }

  /** A line for each asker: let in / not, for each kind of thing. */
  toString(): string {
    const head = ['let in / not', ...THINGS].map((word) => word.padEnd(20)).join('')
    const lines = ASKERS.map((asker) => {
      const cells = THINGS.map((thing) => this.#cell(asker, thing))
      return [asker, ...cells.map((cell) => `${cell.in} / ${cell.out}`)].map((text) => text.padEnd(20)).join('')
    })
    return [head, ...lines].map((line) => line.trimEnd()).join('\n')
  }

  #cell(asker: Asker, thing: NamedThing): { in: number; out: number } {
    return this.#cells.get(`${asker}/${thing}`) ?? { in: 0, out: 0 }
  }
}

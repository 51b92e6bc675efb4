import { isField, type Part } from '#lib/services/description.ts'
import type { Mark } from '../../mark.ts'

/** Children of one name in a row. `mark`: of the first; undefined where the quick path read it. */
type Run = { index: number; count: number; mark: Mark | undefined }

/** A child that stands wrong: before one that should come first, or after one that should come later. */
export type MisplacedChild = { name: string; mark: Mark; side: 'before' | 'after'; beside: string }

/** Runs kept of one element; a description's own bounds give fewer. */
const MOST_RUNS = 100
/** More than all children that may stand a limited number of times: those without a limit are never blamed. */
const HEAVY = 1_000_000_000

/** The order of an element's children as they come. `misplaced` blames as few as possible: all but the longest ascending row. */
export class ChildOrder {
  private readonly runs: Run[] = []
  private isDisordered = false

  /** `mark` is called for the first child of a run. */
  add(index: number, count: number, mark?: () => Mark): void {
    const last = this.runs.at(-1)
    if (last?.index === index) {
      last.count += count
      return
    }
    if (last && index < last.index) this.isDisordered = true
    if (this.runs.length < MOST_RUNS) this.runs.push({ index, count, mark: mark?.() })
  }

  misplaced(part: Part): MisplacedChild[] {
    if (!this.isDisordered || part.order !== 'sequence') return []
    const { runs } = this
    const kept = ascending(runs, (run) => weightOf(part, run))
    return runs.flatMap((run, at) => {
      if (kept.has(run) || !run.mark) return []
      const before = runs.slice(at + 1).find((other) => kept.has(other) && other.index < run.index)
      const after = runs.slice(0, at).findLast((other) => kept.has(other) && other.index > run.index)
      const beside = before ?? after
      if (!beside) return []
      const name = nameOf(part, run)
      return [{ name, mark: run.mark, side: before ? ('before' as const) : ('after' as const), beside: nameOf(part, beside) }]
    })
  }
}

/** The names of a part's children in the order of the description. */
export function childNames({ content }: Part): string {
  return content.map(({ name }) => name).join(', ')
}

function nameOf({ content }: Part, { index }: Run): string {
  return content[index]?.name ?? ''
}

function weightOf({ content }: Part, { index, count }: Run): number {
  const item = content[index]
  return item && !isField(item) && item.max === Number.POSITIVE_INFINITY ? HEAVY : count
}

/** The heaviest row of runs that never descends; of two as heavy the one with the earlier runs. */
function ascending(runs: readonly Run[], weigh: (run: Run) => number): Set<Run> {
  const best: { weight: number; before: number }[] = []
  let end = -1
  for (const [at, run] of runs.entries()) {
    let before = -1
    for (let i = 0; i < at; i++) {
      if ((runs[i] as Run).index > run.index) continue
      if (before < 0 || (best[i]?.weight ?? 0) > (best[before]?.weight ?? 0)) before = i
    }
    best.push({ weight: weigh(run) + (best[before]?.weight ?? 0), before })
    if (end < 0 || (best[at]?.weight ?? 0) > (best[end]?.weight ?? 0)) end = at
  }
  const kept = new Set<Run>()
  for (let at = end; at >= 0; at = best[at]?.before ?? -1) kept.add(runs[at] as Run)
  return kept
}

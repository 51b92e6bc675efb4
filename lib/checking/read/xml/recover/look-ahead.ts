import { NAME } from './start-tag.ts'

/** Characters that are looked through, from the place in question on, before it is decided what is missing there. */
export const WINDOW = 8192

/** How elements end, by what follows. `unknown`: not within the window. */
type Ending = 'closed' | 'crossed' | 'unknown'

const TAG = new RegExp(`<(/?)(${NAME})([^<>]*)>`, 'g')
const END_FIRST = new RegExp(`^[^<]*</(${NAME})[ \\t\\r\\n]*>`)
const END_HERE = new RegExp(`^[ \\t\\r\\n]*</(${NAME})[ \\t\\r\\n]*>`)

/**
 * Whether elements that are open, outermost first, all end in their order; `ahead` begins after the innermost start tag. `once`:
 * an element that is never inside itself, so that another start tag of it says that the end tag before is missing.
 */
export function endingOf(ahead: string, elements: readonly string[], once?: string): Ending {
  const open = [...elements]
  for (const [, slash, name = '', rest = ''] of ahead.matchAll(TAG)) {
    if (!slash) {
      if (name === once && open.includes(once)) return 'crossed'
      if (!rest.endsWith('/')) open.push(name)
      continue
    }
    if (open.at(-1) !== name) return 'crossed'
    open.pop()
    if (open.length === 0) return 'closed'
  }
  return 'unknown'
}

/** Whether the end tag of `name` comes before another start tag of it and before the end of what it is in (`around`). */
export function endsFirst(ahead: string, name: string, around: string | undefined): Ending {
  for (const [, slash, found] of ahead.matchAll(TAG)) {
    if (found === name) return slash ? 'closed' : 'crossed'
    if (slash && found === around) return 'crossed'
  }
  return 'unknown'
}

/** The name in the first tag of `ahead`, where that is an end tag. */
export function endsNext(ahead: string): string | undefined {
  return END_FIRST.exec(ahead)?.[1]
}

/** The name in the end tag that `ahead` begins with, after white space. */
export function endsHere(ahead: string): string | undefined {
  return END_HERE.exec(ahead)?.[1]
}

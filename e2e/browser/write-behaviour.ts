import { appendFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RESULTS } from './place.ts'

type Row = {
  mode: string
  dedupe: boolean
  /** At once, after a minute, and when nothing more comes of itself. */
  meanwhile: string
  later: string
  end: string
  booked: number[]
  /** What a person does, and what the page says then. */
  ending: string
  ended: string
}

/** For people: mode → the page's words → the other side's book. */
const FILE = join(RESULTS, 'behaviours.md')
const HEAD = `| Mode | Drops repeats | The page at 0 s | at 60 s | of itself in the end | Each of five files in the ledger | A person | and then the page |
|---|---|---|---|---|---|---|---|
`

export function writeBehaviour({ mode, dedupe, meanwhile, later, end, booked, ending, ended }: Row): void {
  const same = (text: string) => (text === meanwhile ? 'the same' : text)
  const cells = [mode, dedupe ? 'yes' : 'no', meanwhile, same(later), same(end), booked.join(' '), ending, ended]
  const row = cells.join(' | ')
  appendFileSync(FILE, `${existsSync(FILE) ? '' : HEAD}| ${row} |\n`)
}

export const forgetBehaviours = (): void => rmSync(FILE, { force: true })

import { appendFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { RESULTS } from './place.ts'

type Row = { mode: string; dedupe: boolean; meanwhile: string; end: string; booked: number[] }

/** For people: mode → the page's words → the other side's book. */
const FILE = join(RESULTS, 'behaviours.md')
const HEAD = `| Mode | Drops repeats | The page meanwhile | The page in the end | Each of five files in the ledger |
|---|---|---|---|---|
`

export function writeBehaviour({ mode, dedupe, meanwhile, end, booked }: Row): void {
  const row = [mode, dedupe ? 'yes' : 'no', meanwhile, meanwhile === end ? 'the same' : end, booked.join(' ')].join(' | ')
  appendFileSync(FILE, `${existsSync(FILE) ? '' : HEAD}| ${row} |\n`)
}

export const forgetBehaviours = (): void => rmSync(FILE, { force: true })

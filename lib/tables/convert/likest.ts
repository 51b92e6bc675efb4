import { describedField } from '#lib/services/described-fields.ts'
import type { Service, TableColumn } from '#lib/services/description.ts'
import type { Row } from '../table.ts'
import { contentLikeness, wordLikeness } from './likeness.ts'

/** A column that is no field yet. `couldBe`: fields that its heading may mean by the description. */
export type OpenColumn = { index: number; heading: string; couldBe: readonly string[] | undefined }

/** What a column must hold of a field's kind to be asked about. */
const ENOUGH_CONTENT = 0.5
/** How like the words must be where the content says nothing. */
const ENOUGH_WORDS = 0.45
/** So like that the column is asked about though the field need not be in the table. */
const NEARLY_THE_SAME = 0.75

type LikestInput = { sample: readonly Row[]; today: number }

/** The column that is likest a field which has none; undefined where none is like it. */
export function likestColumn(
  service: Service,
  column: TableColumn,
  { open, sample, today }: LikestInput & { open: readonly OpenColumn[] },
): OpenColumn | undefined {
  let best: { column: OpenColumn; score: number } | undefined
  for (const each of open) {
    const score = likeness(service, column, { column: each, sample, today })
    if (score > (best?.score ?? 0)) best = { column: each, score }
  }
  return best?.column
}

/** The field of a case without a column of which the heading is nearly a title: what is lost with it nobody would see. */
export function likestField(
  service: Service,
  column: OpenColumn,
  { taken, sample, today }: LikestInput & { taken: ReadonlySet<string> },
): string | undefined {
  let best: { field: string; words: number } | undefined
  for (const described of service.table?.columns ?? []) {
    const { role } = describedField(service, described.field).part
    if ((role !== 'case' && role !== 'period') || (taken.has(`${described.field}#1`) && !described.repeat)) continue
    const words = wordLikeness(column.heading, described)
    if (words < NEARLY_THE_SAME || words <= (best?.words ?? 0)) continue
    if ((contentOf(service, described, { column, sample, today }) ?? 1) >= ENOUGH_CONTENT)
      best = { field: described.field, words }
  }
  return best?.field
}

type LikenessInput = LikestInput & { column: OpenColumn }

function likeness(service: Service, described: TableColumn, input: LikenessInput): number {
  const { heading, couldBe } = input.column
  if (couldBe && !couldBe.includes(described.field)) return 0
  const content = contentOf(service, described, input)
  const words = couldBe ? 1 : wordLikeness(heading, described)
  if (content === undefined) return words >= ENOUGH_WORDS ? words / 2 : 0
  if (content < ENOUGH_CONTENT) return 0
  const other = (service.table?.columns ?? []).some(
    (each) => each !== described && wordLikeness(heading, each) >= Math.max(NEARLY_THE_SAME, words + 0.01),
  )
  return other && !couldBe ? 0 : (content + words) / 2
}

function contentOf(service: Service, { field }: TableColumn, { column, sample, today }: LikenessInput): number | undefined {
  const cells = sample.flatMap(({ cells }) => cells[column.index] ?? [])
  return contentLikeness(cells, describedField(service, field).field, today)
}

import type { Field } from '#lib/services/description.ts'
import type { Range, Unit } from './units.ts'

/** A described value in the file, with its text as the check reads it; or a stretch that nothing describes. */
export type FoundValue = { field: Field; units: readonly Unit[]; text: string } | { field?: undefined; range: Range }

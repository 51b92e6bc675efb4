import type { Origin } from '#lib/checking/origin.ts'
import { conversionSteps } from '#lib/tables/convert/conversion-steps.ts'
import type { CheckedFile } from './use-check.ts'

/** What a checked file was made of: mended here, converted, or both; undefined for one that is sent as it was chosen. */
export function originOf(
  { chosen, converted, mended }: Pick<CheckedFile, 'chosen' | 'converted' | 'mended'>,
  conversion: Origin['conversion'],
): Origin | undefined {
  if (!converted?.xml) return mended
  const came = mended ?? { ...converted.came, name: chosen.name, steps: [] }
  return { ...came, steps: [...came.steps, ...conversionSteps(converted)], ...(conversion && { conversion }) }
}

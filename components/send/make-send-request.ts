import { rememberTable } from '#components/check/remember-table.ts'
import type { CheckedFile } from '#components/check/use-check.ts'
import type { Origin } from '#lib/checking/origin.ts'
import { conversionSteps } from '#lib/tables/convert/conversion-steps.ts'
import type { SendRequest } from './send-file.ts'

type MakeSendRequestInput = Pick<SendRequest, 'serviceId' | 'employer' | 'replaces'> & {
  /** Codes that the server has told of since the check, and that the person has seen. */
  told?: readonly string[]
}

/** What each file's table was kept as: asked for once, however often it is tried. */
const remembered = new WeakMap<CheckedFile, ReturnType<typeof rememberTable>>()

/** How a checked file is sent. What was answered about its table is kept when the person sends by it. */
export async function makeSendRequest(
  checked: CheckedFile,
  { serviceId, employer, replaces, told = [] }: MakeSendRequestInput,
): Promise<SendRequest> {
  const { file, sha256, key, report, converted } = checked
  const kept = remembered.get(checked) ?? rememberTable(converted?.decided, { serviceId, edge: employer })
  remembered.set(checked, kept)
  const seen = [...new Set([...Object.keys(report.counts), ...told])]
  return { file, serviceId, employer, sha256, seen, key, replaces, origin: originOf(checked, await kept) }
}

/** What a checked file was made of: mended here, converted, or both; undefined for one that is sent as it was chosen. */
function originOf(
  { chosen, converted, mended }: Pick<CheckedFile, 'chosen' | 'converted' | 'mended'>,
  conversion: Origin['conversion'],
): Origin | undefined {
  if (!converted?.xml) return mended
  const came = mended ?? { ...converted.came, name: chosen.name, steps: [] }
  return { ...came, steps: [...came.steps, ...conversionSteps(converted)], ...(conversion && { conversion }) }
}

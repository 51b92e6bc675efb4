import { originOf } from '#components/check/origin-of.ts'
import { rememberTable } from '#components/check/remember-table.ts'
import type { CheckedFile } from '#components/check/use-check.ts'
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

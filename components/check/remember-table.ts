import type { Origin } from '#lib/checking/origin.ts'
import type { ConvertedTable } from './check-messages.ts'

/** Longest wait for the answer: the file is sent all the same, and the next is asked about anew. */
const PATIENCE_MS = 3_000

/**
 * The company's conversion that a table was read by, for its receipt: the one that was kept before, or what was answered on this page,
 * which is kept by this. Undefined where nothing had to be decided, or the layout cannot be kept. `edge`: the employer's
 * identity as it is written in requests.
 */
export async function rememberTable(
  decided: ConvertedTable['decided'] | undefined,
  { serviceId, edge }: { serviceId: string; edge: string },
): Promise<Origin['conversion']> {
  if (decided?.kind === 'kept') return { id: decided.id, version: decided.version }
  if (!decided?.layout) return undefined
  try {
    const answer = await fetch('/api/omvandlingar', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ tjanst: serviceId, arbetsgivare: edge, layout: decided.layout }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    if (!answer.ok) return undefined
    const { id, version }: { id: string; version: number } = await answer.json()
    return { id, version }
  } catch {
    // No network or no longer logged in: sending reports that.
    return undefined
  }
}

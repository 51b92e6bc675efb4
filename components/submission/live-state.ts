import { type StatusWord, status as words } from '#lib/text/status.ts'

/** What the page watches: the status, and what may follow without a change of it. */
export type LiveState = { status: StatusWord; kvittensId: string | null }

/** Asks the portal. Throws `signed-out` when the login has ended, else an error when no usable answer came. */
export async function readLiveState(reference: string, signal: AbortSignal): Promise<LiveState> {
  const answer = await fetch(`/api/inlamningar/${reference}`, { signal, headers: { Accept: 'application/json' } })
  if (answer.status === 401) throw new Error('signed-out')
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  const { status, kvittensID } = (await answer.json()) as { status?: unknown; kvittensID?: unknown }
  if (!isStatusWord(status)) throw new Error('unreadable')
  return { status, kvittensId: typeof kvittensID === 'string' ? kvittensID : null }
}

function isStatusWord(value: unknown): value is StatusWord {
  return typeof value === 'string' && Object.hasOwn(words.sv.word, value)
}

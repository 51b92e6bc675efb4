import { type StatusWord, statusTexts as words } from '#lib/text/status.ts'

/** What the page watches: when any of it changes, the page has something new to show. */
export type LiveState = {
  status: StatusWord
  /** Nothing more will come of itself. */
  end: boolean
  kvittensId: string | null
  attempts: number
}

/** Asks the portal. Throws `signed-out` when the login has ended, else an error when no usable answer came. */
export async function readLiveState(reference: string, signal: AbortSignal): Promise<LiveState> {
  const answer = await fetch(`/api/inlamningar/${reference}`, {
    signal,
    cache: 'no-store',
    headers: { Accept: 'application/json' },
  })
  if (answer.status === 401) throw new Error('signed-out')
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  const { status, slutlage, kvittensID, forsok } = (await answer.json()) as Record<string, unknown>
  if (!isStatusWord(status)) throw new Error('unreadable')
  return {
    status,
    end: slutlage === true,
    kvittensId: typeof kvittensID === 'string' ? kvittensID : null,
    attempts: Array.isArray(forsok) ? forsok.length : 0,
  }
}

export function isSameState(a: LiveState, b: LiveState): boolean {
  return a.status === b.status && a.end === b.end && a.kvittensId === b.kvittensId && a.attempts === b.attempts
}

function isStatusWord(value: unknown): value is StatusWord {
  return typeof value === 'string' && Object.hasOwn(words.sv.word, value)
}

import { type StatusWord, statusTexts as words } from '#lib/text/status.ts'

/** What the page watches: when any of it changes, the page has something new to show. */
export type LiveState = {
  status: StatusWord
  /** Nothing more will come of itself. */
  end: boolean
  kvittensId: string | null
  attempts: number
}

/** Why the page does not follow just now: no connection, logged out, another company chosen since, or the portal fails. */
export type LostCause = 'offline' | 'signedOut' | 'otherCompany' | 'failing'

export class LostContact extends Error {
  readonly why: LostCause

  constructor(why: LostCause, options?: ErrorOptions) {
    super(why, options)
    this.why = why
  }
}

/** Asks the portal. Throws LostContact when no usable answer came. */
export async function readLiveState(reference: string, signal: AbortSignal): Promise<LiveState> {
  const answer = await ask(`/api/inlamningar/${reference}`, signal)
  if (answer.status === 401) throw new LostContact('signedOut')
  // Only of its own company is a submission found.
  if (answer.status === 404 || answer.status === 403) throw new LostContact('otherCompany')
  if (!answer.ok) throw new LostContact('failing')
  const { status, slutlage, kvittensID, forsok } = await readJson(answer)
  if (!isStatusWord(status)) throw new LostContact('failing')
  return {
    status,
    end: slutlage === true,
    kvittensId: typeof kvittensID === 'string' ? kvittensID : null,
    attempts: typeof forsok === 'number' ? forsok : 0,
  }
}

async function ask(path: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, { signal, cache: 'no-store', headers: { Accept: 'application/json' } })
  } catch (error) {
    if (signal.aborted) throw error
    throw new LostContact('offline', { cause: error })
  }
}

async function readJson(answer: Response): Promise<Record<string, unknown>> {
  try {
    return (await answer.json()) as Record<string, unknown>
  } catch (error) {
    throw new LostContact('failing', { cause: error })
  }
}

export function isSameState(a: LiveState, b: LiveState): boolean {
  return a.status === b.status && a.end === b.end && a.kvittensId === b.kvittensId && a.attempts === b.attempts
}

function isStatusWord(value: unknown): value is StatusWord {
  return typeof value === 'string' && Object.hasOwn(words.sv.word, value)
}

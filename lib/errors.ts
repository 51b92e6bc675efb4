/** Refusals to a caller: a closed set. Findings about a file are data, and what the network did is an Outcome. */
export const REFUSALS = {
  not_signed_in: 401,
  not_allowed: 403,
  cross_site: 403,
  not_found: 404,
  method: 405,
  invalid: 400,
  expectation: 417,
  unsupported: 415,
  conflict: 409,
  too_large: 413,
  stopped: 422,
  key_reused: 422,
  too_many: 429,
  unavailable: 503,
} as const

export type RefusalCode = keyof typeof REFUSALS

/** `detail` is a stable word for which case of the code it is (for texts and logs), never a person's data. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: RefusalCode
  readonly detail: string | undefined
  /** The reference of what has replaced the submission, for who may see both. */
  readonly replacedBy: string | undefined
  /** What Next tells the error page of a page's error; it gives one itself where there is none. */
  readonly digest: 'not_signed_in' | undefined

  constructor(code: RefusalCode, detail?: string, options?: ErrorOptions & { replacedBy?: string | undefined }) {
    super(detail ? `${code}: ${detail}` : code, options)
    this.code = code
    this.detail = detail
    this.digest = code === 'not_signed_in' ? code : undefined
    this.replacedBy = options?.replacedBy
  }

  get status(): number {
    return REFUSALS[this.code]
  }
}

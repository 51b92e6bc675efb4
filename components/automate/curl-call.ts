/** Whose commands, and where to: what stands in every command of a company. */
export type CurlPlace = {
  /** The gateway's address, without a slash at its end. */
  url: string
  /** As at every edge: ten digits, or twelve of a person. */
  orgnr: string
  service: string
}

export const SHELLS = ['linux', 'windows'] as const
export type Shell = (typeof SHELLS)[number]

/** One call of the gateway, as curl makes it. Values are plain: each shell quotes them its own way. */
export type CurlCall = {
  method?: 'POST'
  /** From the root, percent-encoded, with its query. */
  path: string
  /** The local file that is sent. */
  upload?: string
  /** A key that is the same for the same bytes, so that a command may be run again. */
  keyOf?: string
  accept?: 'application/json' | 'text/plain'
  /** The local file that the answer is kept in. */
  output?: string
}

const encoded = encodeURIComponent

/** The calls of a company's own errands, by what they do. */
export const calls = {
  selfTest: (): CurlCall => ({ path: '/sjalvtest', accept: 'application/json' }),
  test: ({ service }: CurlPlace, file: string): CurlCall => ({
    path: `/filoverforing/${service}/${encoded(file)}?test=1`,
    upload: file,
    output: 'svar.xml',
  }),
  send: ({ service }: CurlPlace, file: string): CurlCall => ({
    path: `/filoverforing/${service}/${encoded(file)}`,
    upload: file,
    keyOf: file,
    output: 'svar.xml',
  }),
  receipt: (reference: string): CurlCall => ({ path: `/kvittenser/${reference}` }),
  receipts: (status?: string): CurlCall => ({ path: `/kvittenser?antal=50${status ? `&status=${encoded(status)}` : ''}` }),
  withdraw: (reference: string): CurlCall => ({ method: 'POST', path: `/kvittenser/${reference}?aterkalla=1` }),
  list: ({ service }: CurlPlace): CurlCall => ({ path: `/filoverforing/${service}?lista=nya`, accept: 'text/plain' }),
  fetch: ({ service }: CurlPlace, file: string): CurlCall => ({
    path: `/filoverforing/${service}/${encoded(file)}`,
    output: file,
  }),
  acknowledge: ({ service }: CurlPlace, file: string): CurlCall => ({
    method: 'POST',
    path: `/filoverforing/${service}/${encoded(file)}?kvittera=1`,
  }),
  openapi: (): CurlCall => ({ path: '/openapi.json', output: 'openapi.json' }),
}

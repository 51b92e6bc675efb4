// Everything we know of a receiver, in one typed file. FK's real values are agreed when an operator joins; none are in code.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { DAY_MS } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'

/** The database keeps the raw answer: a CHECK of it too (prisma/checks.test.ts). */
export const MOST_ANSWER_BYTES = 1_048_576

/** People are told of an outage's end within a minute. */
const MOST_REST_MS = 30_000

const status = z.number().int().min(200).max(599)
const ms = z.number().int().positive()
/** Where in an XML answer something stands: `kvittens/kvittensID`, `fel@kod`. */
const place = z.string().regex(/^[\w.-]+(\/[\w.-]+)*(@[\w.-]+)?$/)
const path = z.string().startsWith('/')
const ELEMENT = /^[\w.-]+(\/[\w.-]+)*$/
const attribute = z.string().regex(/^[\w.-]+$/)
const header = z.string().regex(/^[A-Za-z0-9-]+$/)
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)

const shape = z.strictObject({
  name: z.string().min(1),
  channel: z.literal('https').default('https'),
  baseAddress: z
    .url({ protocol: /^https$/ })
    .refine((address) => new URL(address).pathname === '/', 'only scheme, host and port'),

  /** `{tjanst}` and `{arbetsgivare}` are filled in. */
  submit: z
    .strictObject({ method: z.enum(['POST', 'PUT']).default('POST'), path: path.default('/filoverforing/{tjanst}') })
    .prefault({}),
  /** Where the verdict is asked for, `{kvittensID}` filled in; null: the receiver gives none. */
  verdictPath: path.nullable().default('/kvittens/{kvittensID}'),
  headers: z
    .strictObject({
      employer: header.default('X-Arbetsgivare'),
      fileName: header.default('X-Filnamn'),
      messageId: header.default('Idempotency-Key'),
      digest: header.default('Repr-Digest'),
    })
    .prefault({}),

  tls: z.strictObject({
    certificate: z.string().min(1),
    key: z.string().min(1),
    ca: z.string().min(1),
    crl: z.string().min(1).optional(),
    /** A folder with `<orgnr>.pem` (certificate and key): that employer's files go under its own certificate. */
    employerCertificates: z.string().min(1).optional(),
  }),

  /** Does the receiver drop a repeated message id? If not, what is unknown is never sent again by itself. */
  dedupes: z.boolean().default(false),

  answers: z
    .strictObject({
      accepted: z.array(status).default([200, 201, 202]),
      /** Final for the file, when the error can be read. */
      rejected: z.array(status).default([400, 413, 415, 422]),
      /** Not taken now; a 5xx only when the error can be read. Not 500, unless the receiver promises it: it may fail after storing. */
      notTaken: z.array(status).default([429, 503]),
      /** Something is wrong with us, not with the file: the line rests at once. */
      lineStopped: z.array(status).default([401, 403, 404, 417]),
      kvittensId: place.default('kvittens/kvittensID'),
      receivedAt: place.default('kvittens/mottagen'),
      errorText: place.default('fel'),
      errorCode: place.default('fel@kod'),
      verdict: place.default('besked@status'),
      verdictReason: place.default('besked/orsak'),
    })
    .prefault({}),

  limits: z
    .strictObject({
      connections: z.number().int().min(1).max(100).default(8),
      connectMs: ms.default(15_000),
      /**
       * How long to wait for "100 Continue" before the body goes anyway. Until then a broken line is provably no delivery.
       * 0: do not ask, for a receiver that answers 417 to it.
       */
      continueMs: z.number().int().min(0).default(2_000),
      headersMs: ms.default(120_000),
      /** An attempt in which the receiver does nothing for so long counts as an outage while it still waits. It goes on. */
      quietMs: ms.default(30_000),
      bodyMs: ms.default(30_000),
      totalMs: ms.default(1_800_000),
      /** A relay that has not renewed its lease for so long is taken for dead. */
      leaseMs: ms.default(60_000),
      /** How long files under way may go on when relay is told to stop. */
      stopMs: ms.default(25_000),
      answerBytes: z.number().int().positive().max(MOST_ANSWER_BYTES).default(MOST_ANSWER_BYTES),
    })
    .prefault({}),

  /** Times of day in Stockholm when we may send, up to `to`; none: always. Monday is 1. */
  openingHours: z
    .array(
      z
        .strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1), from: timeOfDay, to: timeOfDay })
        // Over midnight is two: one to 24:00, one from 00:00. As one it would be open never.
        .refine(({ from, to }) => from < to, '`from` must come before `to`'),
    )
    .default([]),

  retry: z
    .strictObject({
      firstMs: ms.default(5_000),
      maxMs: ms.default(1_800_000),
      retryAfterMaxMs: ms.default(3_600_000),
      giveUpAfterMs: ms.max(LIMITS.giveUpDays * DAY_MS).default(LIMITS.giveUpDays * DAY_MS),
    })
    .prefault({}),
  /**
   * The line rests after so many failures in a row, over different files, or when they have gone on for `afterMs` without an
   * answer. It is then tried by one file at a time, first after `firstMs` and at least every MOST_REST_MS, whatever `maxMs` says.
   */
  pause: z
    .strictObject({
      afterFailures: z.number().int().min(1).default(5),
      afterMs: ms.default(20_000),
      firstMs: ms.default(5_000),
      maxMs: ms.default(MOST_REST_MS).transform((value) => Math.min(value, MOST_REST_MS)),
    })
    .prefault({}),
  /** Files for employers: where they are listed, fetched and confirmed, `{id}` filled in; null: the receiver has none. */
  deliveries: z
    .strictObject({
      listPath: path.default('/utfiler'),
      fetchPath: path.default('/utfiler/{id}'),
      confirmPath: path.default('/utfiler/{id}?kvittera=1'),
      /** The element of the list that is a file, and what its attributes are called. */
      entry: z.string().regex(ELEMENT).default('filer/fil'),
      attributes: z
        .strictObject({
          id: attribute.default('id'),
          employer: attribute.default('arbetsgivare'),
          service: attribute.default('tjanst'),
          name: attribute.default('namn'),
          sha256: attribute.default('sha256'),
          bytes: attribute.default('bytes'),
        })
        .prefault({}),
      /** How often the list is asked for, by all relays together. */
      everyMs: ms.default(60_000),
      /** How many files are fetched at once, by each relay. */
      atOnce: z.number().int().min(1).max(20).default(2),
      maxBytes: z.number().int().positive().default(2_000_000_000),
      /** The longest list that is read. */
      listBytes: z.number().int().positive().max(67_108_864).default(16_777_216),
    })
    .nullable()
    .prefault({}),
  polling: z
    .strictObject({
      firstMs: ms.default(5_000),
      maxMs: ms.default(6 * 3_600_000),
      giveUpAfterMs: ms.default(30 * DAY_MS),
    })
    .prefault({}),
})

export type Receiver = z.output<typeof shape>
export type ReceiverFile = z.input<typeof shape>

/** Reads and checks the file. Paths in it are relative to its folder. Throws one error that names every fault. */
export function loadReceiver(file: string): Receiver {
  const parsed = shape.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`${file} does not describe a receiver:\n${faults.join('\n')}`)
  }
  const at = (name: string) => resolve(dirname(file), name)
  const { certificate, key, ca, crl, employerCertificates } = parsed.data.tls
  return {
    ...parsed.data,
    tls: {
      certificate: at(certificate),
      key: at(key),
      ca: at(ca),
      ...(crl && { crl: at(crl) }),
      ...(employerCertificates && { employerCertificates: at(employerCertificates) }),
    },
  }
}

/** An address of the receiver's, its template filled in. Throws for a place without a value: then the receiver's file is wrong. */
export function addressOf({ baseAddress }: Receiver, template: string, values: Record<string, string> = {}): URL {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the receiver's path has {${name}}, which nothing fills in`)
    return encodeURIComponent(value)
  })
  return new URL(path, baseAddress)
}

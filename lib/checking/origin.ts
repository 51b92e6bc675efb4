// Where a file that is sent came from: the file that a person or a system had, and what was done to it before it was sent.
// Made in the browser or by the converter, handed in with the file (X-Ursprung), kept with the submission, shown on its receipt.
import { type Day, stockholmDay } from '#lib/calendar.ts'
import { maskFileName } from './mask-file-name.ts'

/** What can have been done to a file. A new one is a word here and its words in lib/text/origin.ts. */
export const ORIGIN_STEPS = [
  // Repairs of a table (RepairKind of lib/tables).
  'bom',
  'encoding',
  'rows-above',
  'unknown-column',
  'row-without-case',
  'filled-in',
  'quotes',
  'formula',
  'spaces',
  'signs',
  'line-break',
  'leading-zero',
  'decimals',
  'identity-form',
  'date-form',
  'date-number',
  'clock',
  'decimal-comma',
  'spelling',
  // What a person, or a conversion that was looked at, has chosen for a table. `from`: heading, sheet; `to`: field.
  'column',
  'sheet',
  'header-row',
  'left-out-row',
  // Repairs of XML and fixed positions.
  'line-ends',
  'padding',
  'counts',
  'order',
  'ampersand',
  // Values that a person has corrected in the page.
  'mended',
] as const

export type OriginStepKind = (typeof ORIGIN_STEPS)[number]

/** `count`: how many times. `from`, `to`: names of columns, sheets and fields, never a value: at most ORIGIN_TEXT characters each. */
export type OriginStep = { kind: OriginStepKind; count: number; from?: string; to?: string }

/** `sha256` (hex) and `bytes` are those of the file that came. `conversion`: the company's own layout by which it was read. */
export type Origin = {
  sha256: string
  bytes: number
  name?: string
  steps: readonly OriginStep[]
  conversion?: { id: string; version: number }
}

/** UTF-8 bytes of an origin as JSON; the CHECK of the database has room for what Postgres writes otherwise. */
export const ORIGIN_BYTES = 4096
/** Characters of a name in a step. */
export const ORIGIN_TEXT = 100
const NAME_CHARACTERS = 200
const MOST_COUNT = 100_000_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * An origin in JSON's words (already parsed), with personnummer in its names hidden; undefined for one that is too large, has a word
 * that is not known, or anything of another form. What it has besides is left out.
 */
export function readOrigin(value: unknown, now: Date): Origin | undefined {
  if (!isObject(value)) return undefined
  const { sha256, bytes, name, steps, conversion } = value
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined
  if (!isCount(bytes, Number.MAX_SAFE_INTEGER) || !Array.isArray(steps)) return undefined
  const today = stockholmDay(now)
  const read = steps.map((step) => readStep(step, today))
  if (read.some((step) => step === undefined)) return undefined
  const by = conversion === undefined ? undefined : readConversion(conversion)
  if (conversion !== undefined && !by) return undefined
  if (name !== undefined && !isName(name, NAME_CHARACTERS)) return undefined
  const origin: Origin = {
    ...{ sha256, bytes },
    ...(name !== undefined && { name: maskFileName(name, today) }),
    steps: read as OriginStep[],
    ...(by && { conversion: by }),
  }
  return new TextEncoder().encode(JSON.stringify(origin)).length > ORIGIN_BYTES ? undefined : origin
}

/** The origin as it is where it has room (ORIGIN_BYTES); else each kind once, with its count and without names. */
export function withinRoom(origin: Origin): Origin {
  const size = (steps: readonly OriginStep[]) => new TextEncoder().encode(JSON.stringify({ ...origin, steps })).length
  if (size(origin.steps) <= ORIGIN_BYTES) return origin
  const sums = new Map<OriginStepKind, number>()
  for (const { kind, count } of origin.steps) sums.set(kind, (sums.get(kind) ?? 0) + count)
  return { ...origin, steps: [...sums].map(([kind, count]) => ({ kind, count })) }
}

/** In a header: base64url of the JSON, since header fields have no room for other letters. */
export function originHeader(origin: Origin): string {
  const bytes = new TextEncoder().encode(JSON.stringify(withinRoom(origin)))
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** As readOrigin; undefined too for what is no base64url of JSON. */
export function parseOriginHeader(text: string, now: Date): Origin | undefined {
  if (text.length > 2 * ORIGIN_BYTES || !/^[\w-]+$/.test(text)) return undefined
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
    return readOrigin(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), now)
  } catch {
    return undefined
  }
}

function readStep(value: unknown, today: Day): OriginStep | undefined {
  if (!isObject(value)) return undefined
  const { kind, count, from, to } = value
  const known = ORIGIN_STEPS.find((each) => each === kind)
  if (!known || !isCount(count, MOST_COUNT) || count === 0) return undefined
  if ((from !== undefined && !isName(from, ORIGIN_TEXT)) || (to !== undefined && !isName(to, ORIGIN_TEXT))) return undefined
  return {
    ...{ kind: known, count },
    ...(from !== undefined && { from: maskFileName(from, today) }),
    ...(to !== undefined && { to: maskFileName(to, today) }),
  }
}

function readConversion(value: unknown): Origin['conversion'] {
  if (!isObject(value)) return undefined
  const { id, version } = value
  return typeof id === 'string' && UUID.test(id) && isCount(version, MOST_COUNT) ? { id, version } : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isCount = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most

/** No control characters, and none that turns the direction of what stands around it. */
const isName = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length <= most && !/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value)

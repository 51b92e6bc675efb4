import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { ParseArgsConfig } from 'node:util'
import { z } from 'zod'
import { parseIdentity, toEdgeOrgnr } from '#lib/identifiers.ts'
import { LIMITS } from '#lib/limits.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { UsageError } from '../usage-error.ts'

/** The gateway's address, the e-service and the client certificate. Paths are absolute. */
export type ConnectionSettings = {
  url: URL
  service: string
  /** Ten digits: the employer that an agent (ombud) with its own certificate acts for. */
  employer: string | undefined
  cert: string | undefined
  key: string | undefined
  p12: string | undefined
  passFile: string | undefined
  cacert: string | undefined
}

/** Options shared by `send`, `fetch` and `watch`. Each may also be in a settings file under the same name. */
export const CONNECTION_OPTIONS = {
  url: { type: 'string' },
  tjanst: { type: 'string' },
  arbetsgivare: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  p12: { type: 'string' },
  'pass-file': { type: 'string' },
  cacert: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

const fileShape = z.strictObject({
  url: z.string().optional(),
  tjanst: z.string().optional(),
  arbetsgivare: z.string().optional(),
  cert: z.string().optional(),
  key: z.string().optional(),
  p12: z.string().optional(),
  'pass-file': z.string().optional(),
  cacert: z.string().optional(),
  klar: z.boolean().optional(),
  fetch: z.boolean().optional(),
  acknowledge: z.boolean().optional(),
  every: z.number().positive().max(LIMITS.longestWatchSeconds).optional(),
})
export type FileSettings = z.infer<typeof fileShape>

/** Reads a settings file (kvittens.json); its paths are relative to the file. With `may`, a missing file is empty settings. */
export function readSettingsFile(file: string, presence: 'must' | 'may'): FileSettings {
  const text = readText(file, presence)
  if (text === undefined) return {}
  const parsed = fileShape.safeParse(parseJson(file, text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new UsageError('badSettings', { file, reason: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() })
  }
  const settings = parsed.data
  for (const name of ['cert', 'key', 'p12', 'pass-file', 'cacert'] as const) {
    const path = settings[name]
    if (path !== undefined) settings[name] = resolve(dirname(file), path)
  }
  return settings
}

/** Options from the command line take precedence over the file. */
export function connectionSettings(
  given: { [K in keyof typeof CONNECTION_OPTIONS]?: string | undefined },
  file: FileSettings,
): ConnectionSettings {
  const service = given.tjanst ?? file.tjanst ?? 'sjukanmalan'
  if (!serviceById(service)) throw new UsageError('unknownService', { service })
  const url = given.url ?? file.url
  if (url === undefined) throw new UsageError('noUrl')
  const settings = {
    url: gatewayUrl(url),
    service,
    employer: employerIn(given.arbetsgivare ?? file.arbetsgivare),
    ...ownCertificate(given, file),
    passFile: absolute(given['pass-file']) ?? file['pass-file'],
    cacert: absolute(given.cacert) ?? file.cacert,
  }
  if (settings.cert === undefined && settings.p12 === undefined) throw new UsageError('noCertificate')
  return settings
}

/** The client certificate, from the command line or from the file as a whole: a certificate from one is never paired with a key from the other. */
function ownCertificate(given: Partial<Record<'cert' | 'key' | 'p12', string | undefined>>, file: FileSettings) {
  if (given.cert !== undefined && given.p12 !== undefined) throw new UsageError('twoCertificates')
  const isGiven = given.cert !== undefined || given.p12 !== undefined
  const { cert, key, p12 } = isGiven ? given : file
  if (!isGiven && cert !== undefined && p12 !== undefined) throw new UsageError('twoCertificates')
  return { cert: absolute(cert), key: absolute(key), p12: absolute(p12) }
}

function employerIn(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const identity = parseIdentity(text, 0)
  if ('fault' in identity) throw new UsageError('badEmployer', { value: text })
  return toEdgeOrgnr(identity.canonical)
}

const absolute = (path: string | undefined) => (path === undefined ? undefined : resolve(path))

function gatewayUrl(text: string): URL {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:') throw new UsageError('badUrl', { value: text })
  return url
}

function readText(file: string, presence: 'must' | 'may'): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (presence === 'may' && code === 'ENOENT') return undefined
    throw new UsageError('unreadable', { file, reason: code })
  }
}

/** Notepad writes a byte order mark first. */
function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw new UsageError('badSettings', { file, reason: error instanceof Error ? error.message : String(error) })
  }
}

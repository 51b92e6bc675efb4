import { dayOf, endOfStockholmDay, isDate, stockholmDay } from '#lib/calendar.ts'
import type { CheckOptions } from '#lib/checking/check.ts'
import { type Environment, isEnvironment } from '#lib/environment.ts'
import { parseIdentity } from '#lib/identifiers.ts'
import { serviceById } from '#lib/services/catalogue.ts'
import { loadTestPersons } from '#lib/services/test-persons.ts'
import { parseOptions } from './command.ts'
import { UsageError } from './usage-error.ts'

export type CheckArguments = { kind: 'help' } | { kind: 'check'; files: string[]; json: boolean; check: CheckOptions }

export const CHECK_OPTIONS = {
  tjanst: { type: 'string', default: 'sjukanmalan' },
  json: { type: 'boolean', default: false },
  today: { type: 'string' },
  orgnr: { type: 'string', multiple: true },
  miljo: { type: 'string', default: 'test' },
  help: { type: 'boolean', default: false },
} as const

export async function parseCheckOptions(args: string[], now: Date): Promise<CheckArguments> {
  const { values, positionals: files } = parseOptions(args, CHECK_OPTIONS)
  if (values.help) return { kind: 'help' }
  if (files.length === 0) throw new UsageError('noFile')
  return { kind: 'check', files, json: values.json, check: await checkOptionsOf(values, now) }
}

type CheckValues = { tjanst: string; today?: string | undefined; orgnr?: string[] | undefined; miljo: string }

/** What a check is asked with, by the options of any command that checks. */
export async function checkOptionsOf({ tjanst, today, orgnr, miljo }: CheckValues, now: Date): Promise<CheckOptions> {
  const service = serviceById(tjanst)
  if (!service) throw new UsageError('unknownService', { service: tjanst })
  const environment = environmentOf(miljo)
  const at = today === undefined ? now : endOf(today)
  return {
    service,
    environment,
    now: at,
    employers: orgnr?.map((text) => canonical(text, at)),
    testPersons: await loadTestPersons(environment),
  }
}

function environmentOf(value: string): Environment {
  if (isEnvironment(value)) return value
  throw new UsageError('badEnvironment', { value })
}

function endOf(value: string): Date {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).map(Number)
  if (!year || !month || !day || !isDate(year, month, day)) throw new UsageError('badDate', { value })
  return endOfStockholmDay(dayOf(year, month, day))
}

function canonical(value: string, now: Date): string {
  const identity = parseIdentity(value, stockholmDay(now))
  if ('fault' in identity) throw new UsageError('badOrgnr', { value })
  return identity.canonical
}

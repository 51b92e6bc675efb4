import { parseArgs } from 'node:util'
import { readLocalTime } from '#lib/calendar.ts'
import { LIMITS } from '#lib/limits.ts'
import { listStops, planStop, removeStop, type StopPlan } from '#lib/submissions/planned-stops.ts'
import { clockPhrase, longDate } from '#lib/text/format-time.ts'
import type { Admin } from './admin.ts'
import { AdminFault } from './admin-fault.ts'

const OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
  sv: { type: 'string' },
  en: { type: 'string' },
  remove: { type: 'string' },
} as const
type Options = { [Name in keyof typeof OPTIONS]?: string | undefined }

/** As a personnummer or an organisation number is written. */
const NUMBER = /\d{6}[-+]?\d{4}/
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** `stops`: those that run and those to come. */
export async function showStops(admin: Admin, args: string[]): Promise<number> {
  if (args[0] !== undefined) throw new AdminFault('badOption', { reason: args[0] })
  const now = new Date()
  const stops = await listStops({ db: admin.db, now })
  for (const { id, from, until, sv, en } of stops) {
    const times = { from: timeOf(admin, from), until: untilOf(admin, until) }
    admin.write(admin.say('stopRow', { id, ...times, running: from <= now ? 'yes' : 'no', sv, en }))
  }
  if (stops.length === 0) admin.write(admin.say('noStops'))
  return 0
}

/** `stop`: plans one, or removes one. */
export async function changeStops(admin: Admin, args: string[]): Promise<number> {
  const options = parse(args)
  const { remove: id, ...others } = options
  if (id !== undefined) {
    if (Object.keys(others).length > 0) throw new AdminFault('removeAlone')
    if (!UUID.test(id) || !(await removeStop(admin, id))) throw new AdminFault('noSuchStop', { id })
    admin.write(admin.say('stopRemoved', { id }))
    return 0
  }
  const plan = readPlan(options, new Date())
  const planned = await planStop(admin, plan)
  admin.write(admin.say('planned', { id: planned, from: timeOf(admin, plan.from), until: untilOf(admin, plan.until) }))
  return 0
}

function readPlan(options: Options, now: Date): StopPlan {
  const from = readTime(options.from)
  if (!from) throw new AdminFault('badFrom', { value: options.from ?? '' })
  const until = options.until === undefined ? null : readTime(options.until)
  if (until === undefined) throw new AdminFault('badUntil', { value: options.until ?? '' })
  if (until && (until <= from || until <= now)) throw new AdminFault('untilBefore')
  return { from, until, sv: readText('sv', options), en: readText('en', options) }
}

function readText(field: 'sv' | 'en', options: Options): string {
  const text = options[field]?.trim() ?? ''
  if (text === '' || text.length > LIMITS.stopCharacters || /[\p{Cc}\u2028\u2029]/u.test(text))
    throw new AdminFault('badText', { field })
  if (NUMBER.test(text)) throw new AdminFault('numberInText', { field })
  return text
}

/** Swedish time, with a point or a colon; or a time with its zone. */
function readTime(text = ''): Date | undefined {
  const written = text.trim().replace(/[ T](\d\d)[.:](\d\d)/, 'T$1:$2')
  const [, local = '', zone = ''] = /^(\S{16})(?::00)?(Z|[+-]\d\d:\d\d)$/.exec(written) ?? []
  if (zone === '') return readLocalTime(written)
  // Only a day that exists.
  const at = readLocalTime(local) ? new Date(`${local}:00${zone}`) : undefined
  return at && !Number.isNaN(at.getTime()) ? at : undefined
}

const timeOf = ({ locale }: Admin, time: Date) => `${longDate(time, locale)} ${clockPhrase(time, locale)}`
const untilOf = (admin: Admin, until: Date | null) => (until ? admin.say('untilTime', { time: timeOf(admin, until) }) : '')

function parse(args: string[]): Options {
  try {
    return parseArgs({ args, options: OPTIONS }).values
  } catch (error) {
    throw new AdminFault('badOption', { reason: error instanceof Error ? error.message : String(error) })
  }
}

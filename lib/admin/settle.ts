import { parseArgs } from 'node:util'
import { readLocalTime } from '#lib/calendar.ts'
import { parseReference } from '#lib/identifiers.ts'
import { type Settlement, settleForOperator } from '#lib/submissions/settle-submission.ts'
import type { Admin } from './admin.ts'
import { AdminFault } from './admin-fault.ts'

const OPTIONS = {
  has: { type: 'boolean' },
  'has-not': { type: 'boolean' },
  told: { type: 'string' },
  how: { type: 'string' },
  by: { type: 'string' },
  id: { type: 'string' },
} as const
const LONGEST_NAME = 200

/** `settle`: enters what FK said of a submission. */
export async function settle(admin: Admin, args: string[]): Promise<number> {
  const { db, actor, say, write } = admin
  const input = { ...readAnswer(args), actor }
  const { reference } = await settleForOperator({ db }, input)
  write(say('entered', { reference }))
  return 0
}

function readAnswer(args: string[]) {
  const { values, positionals } = parse(args)
  const reference = parseReference(positionals[0] ?? '')
  if (!reference || positionals.length > 1) throw new AdminFault('noReference')
  const toldAt = readLocalTime((values.told ?? '').trim().replace(/[ T](\d\d)[.:](\d\d)$/, 'T$1:$2'))
  const { how, by: name = '' } = values
  if (Boolean(values.has) === Boolean(values['has-not'])) throw new AdminFault('noAnswer')
  if (!toldAt) throw new AdminFault('badTold', { value: values.told ?? '' })
  if (how !== 'phone' && how !== 'written') throw new AdminFault('badHow', { value: how ?? '' })
  if (name.trim() === '' || name.length > LONGEST_NAME) throw new AdminFault('noName')
  const said = values.has ? 'has' : 'has-not'
  const settlement: Settlement = { as: said, kvittensId: values.id ?? null, toldAt, how }
  return { reference, settlement, name: name.trim() }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new AdminFault('badOption', { reason: error instanceof Error ? error.message : String(error) })
  }
}

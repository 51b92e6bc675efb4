import { appendAudit, type Context, PORTAL_CHAIN } from '#lib/db.ts'
import { knownDevice } from './known-device.ts'
import { addressGroup, countTry, deviceKey, forgiveTry, type GuardedKey, guardedKey, MOST_FAILURES } from './login-delay.ts'
import { LONGEST } from './password-fault.ts'
import { isPassword, requireTurn } from './password-hash.ts'
import { canonicalUsername } from './person.ts'
import { spendCode } from './second-factor.ts'

export type Credentials = {
  username: string
  password: string
  /** The code from the person's app. */
  totp: string
  /** Where the try comes from, if that is known. */
  address: string | undefined
  /** The browser's cookie of known-device.ts. */
  device?: string | undefined
  /** PERSON_KEY. */
  pepper: string
}
export type PasswordLogin =
  | { kind: 'in'; personId: string; isNewDevice: boolean }
  | { kind: 'fel' }
  | { kind: 'vanta'; seconds: number }
  | { kind: 'last' }
  | { kind: 'avstangd' }

/** Logs in by user name, password and code. The answer never says which was wrong, nor takes longer for a user name that exists. */
export async function logInWithPassword({ db, now }: Context, input: Credentials): Promise<PasswordLogin> {
  // Before the try is counted: one that is refused here has not been made.
  requireTurn()
  const { pepper } = input
  const username = canonicalUsername(input.username)
  const device = knownDevice({ username, cookie: input.device, pepper, now })
  const all = device === undefined ? strangersKeys(input, username) : [deviceKey(username, device, pepper)]
  let failures = 0
  for (const one of all) {
    const turn = await countTry({ db, now }, one)
    if (turn.kind === 'locked') return { kind: 'last' }
    if (turn.kind === 'wait') return { kind: 'vanta', seconds: turn.seconds }
    failures = turn.failures
  }
  const personId = await check({ db, now }, input)
  if (personId === undefined) {
    if (failures === MOST_FAILURES) await tellLocked({ db }, all.at(-1))
    return { kind: 'fel' }
  }
  for (const one of all) await forgiveTry({ db }, one)
  return (await mayUsePassword({ db }, personId))
    ? { kind: 'in', personId, isNewDevice: device === undefined }
    : { kind: 'avstangd' }
}

function strangersKeys({ address, pepper }: Credentials, username: string): GuardedKey[] {
  const account = guardedKey('account', username, pepper)
  return address ? [guardedKey('address', addressGroup(address), pepper), account] : [account]
}

async function check({ db, now }: Context, { username, password, totp, pepper }: Credentials): Promise<string | undefined> {
  const person = await db.prisma.person.findFirst({
    where: { username: canonicalUsername(username), removedAt: null },
    select: { id: true, passwordHash: true, totpSecret: true },
  })
  const fits = await isPassword([...password.normalize('NFC')].length > LONGEST ? '' : password, person?.passwordHash ?? null)
  if (!person || !fits || person.totpSecret === null) return undefined
  return (await spendCode({ db, now }, { personId: person.id, sealed: person.totpSecret, code: totp, pepper }))
    ? person.id
    : undefined
}

/** Whether one of the person's companies lets its people log in without e-legitimation. */
export async function mayUsePassword({ db }: Pick<Context, 'db'>, personId: string): Promise<boolean> {
  const [row] = await db.prisma.$queryRaw<{ may: boolean }[]>`SELECT may_use_password(${personId}::uuid) AS may`
  return row?.may === true
}

async function tellLocked({ db }: Pick<Context, 'db'>, guard: GuardedKey | undefined): Promise<void> {
  const entry = { chain: PORTAL_CHAIN, actor: 'system', action: 'login.locked', object: guard?.key ?? '' }
  await db.prisma.$transaction((tx) => appendAudit(tx, entry))
}

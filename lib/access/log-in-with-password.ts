import { appendAudit, type Context, PORTAL_CHAIN } from '#lib/db.ts'
import { addressGroup, countTry, forgiveTry, type GuardedKey, guardedKey, MOST_FAILURES } from './login-delay.ts'
import { LONGEST } from './password-fault.ts'
import { isPassword, requireTurn } from './password-hash.ts'
import { canonicalUsername } from './person.ts'
import { spendCode } from './second-factor.ts'

export type Credentials = {
  username: string
  password: string
  /** The code from the person's app; empty when they have none. */
  totp: string
  /** Where the try comes from, if that is known. */
  address: string | undefined
  /** PERSON_KEY. */
  pepper: string
}
export type PasswordLogin =
  | { kind: 'in'; personId: string }
  | { kind: 'fel' }
  | { kind: 'vanta'; seconds: number }
  | { kind: 'last' }

/** Logs in by user name, password and (where the person has one) code. The answer never says which was wrong. */
export async function logInWithPassword({ db, now }: Context, input: Credentials): Promise<PasswordLogin> {
  // Before the try is counted: one that is refused here has not been made.
  requireTurn()
  const account = guardedKey('account', canonicalUsername(input.username), input.pepper)
  const all: GuardedKey[] = input.address
    ? [guardedKey('address', addressGroup(input.address), input.pepper), account]
    : [account]
  let failures = 0
  for (const one of all) {
    const turn = await countTry({ db, now }, one)
    if (turn.kind === 'locked') return { kind: 'last' }
    if (turn.kind === 'wait') return { kind: 'vanta', seconds: turn.seconds }
    failures = turn.failures
  }
  const personId = await check({ db, now }, input)
  if (personId === undefined) {
    if (failures === MOST_FAILURES) await tellLocked({ db }, account)
    return { kind: 'fel' }
  }
  for (const one of all) await forgiveTry({ db }, one)
  return { kind: 'in', personId }
}

async function check({ db, now }: Context, { username, password, totp, pepper }: Credentials): Promise<string | undefined> {
  const person = await db.prisma.person.findFirst({
    where: { username: canonicalUsername(username), removedAt: null },
    select: { id: true, passwordHash: true, totpSecret: true },
  })
  const fits = await isPassword([...password.normalize('NFC')].length > LONGEST ? '' : password, person?.passwordHash ?? null)
  if (!person || !fits) return undefined
  if (person.totpSecret === null) return person.id
  return (await spendCode({ db, now }, { personId: person.id, sealed: person.totpSecret, code: totp, pepper }))
    ? person.id
    : undefined
}

function tellLocked({ db }: Pick<Context, 'db'>, { key }: GuardedKey): Promise<void> {
  const entry = { chain: PORTAL_CHAIN, actor: 'system', action: 'login.locked', object: key }
  return db.prisma.$transaction((tx) => appendAudit(tx, entry))
}

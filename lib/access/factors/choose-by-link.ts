import { timingSafeEqual } from 'node:crypto'
import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import { openGuards } from '../login-delay.ts'
import { passwordFault } from '../password-fault.ts'
import { hashPassword, requireTurn } from '../password-hash.ts'
import { requireUsername } from '../person.ts'
import { openTotpSecret, stepOfCode } from '../second-factor.ts'
import { tellOwner } from '../tell-owner.ts'
import { hashLinkToken, linkCode } from './login-link.ts'
import { requireDone } from './require-done.ts'

/** What the link's page shows. `secret`: of the code app that is set up there. */
export type LoginLink = { name: string; username: string | null; secret: string; expiresAt: Date }
type Row = Omit<LoginLink, 'secret'> & { id: string; personId: string; companies: string[]; sealed: string }

/** Undefined for a link that is used, ended, too old, tried too often, or none. */
export async function readLoginLink(
  { db }: Pick<Context, 'db'>,
  { token, pepper }: { token: string; pepper: string },
): Promise<LoginLink | undefined> {
  const row = await findLink({ db }, token)
  if (!row) return undefined
  const { name, username, sealed, expiresAt } = row
  return { name, username, secret: openTotpSecret(sealed, pepper), expiresAt }
}

export type ChooseByLinkInput = {
  token: string
  username: string
  password: string
  /** Of the code app. */
  totp: string
  /** Which whoever gave the link has told the person. */
  code: string
  pepper: string
}

/**
 * Gives the link’s person the user name and password that they have chosen, and the code app: once, and all their logins end. Refuses
 * (`not_found`, `login_link`) a link that can be used no more, and (`invalid`, `conflict`) what they must choose anew.
 */
export async function chooseByLink({ db, now }: Context, input: ChooseByLinkInput): Promise<void> {
  const { token, password, pepper } = input
  requireTurn()
  const link = await findLink({ db }, token)
  if (!link) throw new AppError('not_found', 'login_link')
  const username = requireUsername(input.username)
  requirePassword(password, [username, link.name, ...link.companies])
  const step = stepOfCode({ sealed: link.sealed, code: input.totp, pepper }, now)
  if (step === undefined) throw new AppError('invalid', 'totp')
  // Guesses are counted first: twenty at once are twenty.
  const [counted] = await db.prisma.$queryRaw<{ may: boolean }[]>`SELECT count_link_try(${hashLinkToken(token)}) AS may`
  if (!counted?.may) throw new AppError('not_found', 'login_link')
  if (!isSame(input.code.replaceAll(/\D/g, ''), linkCode(link.id, pepper))) throw new AppError('invalid', 'link_code')
  const passwordHash = await hashPassword(password)
  await db.prisma.$transaction(async (tx) => {
    const [answer] = await tx.$queryRaw<{ word: string }[]>`
      SELECT use_login_link(${hashLinkToken(token)}, ${username}, ${passwordHash}, ${step}) AS word`
    if (answer?.word === 'not_found') throw new AppError('not_found', 'login_link')
    requireDone(answer?.word)
    const { personId } = link
    await tellOwner(tx, { personId, kind: 'login-changed', about: `chosen:${link.id}`, params: { change: 'chosen' } }, now)
  })
  await openGuards({ db }, username, pepper)
}

/** Refuses (`invalid`, the PasswordFault) a weak one. */
export function requirePassword(password: string, ownWords: readonly string[]): void {
  const fault = passwordFault(password, ownWords)
  if (fault) throw new AppError('invalid', fault)
}

async function findLink({ db }: Pick<Context, 'db'>, token: string): Promise<Row | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined
  const [row] = await db.prisma.$queryRaw<Row[]>`
    SELECT id, person_id AS "personId", name, username, companies, secret AS sealed, expires_at AS "expiresAt"
    FROM read_login_link(${hashLinkToken(token)})`
  return row
}

function isSame(typed: string, right: string): boolean {
  const [one, other] = [Buffer.from(typed), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
